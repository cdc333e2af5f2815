#pragma once

#include "channels/view_repository.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Views as rows, and the sums over them. The database outlives it.
class ViewsRepository final : public channels::ViewRepository {
public:
    explicit ViewsRepository(Database& database) : database_(database) {}

    asio::awaitable<void> note(std::vector<channels::View> views) override;
    asio::awaitable<void> note_peaks(std::vector<channels::Peak> peaks, WallTime now) override;
    asio::awaitable<SecretText> salt_of(std::string day, SecretText offered) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
