#pragma once

#include "channels/access_repository.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Who may watch what is on air, from the rows of streams. The database outlives it.
class AccessRepository final : public channels::AccessRepository {
public:
    explicit AccessRepository(Database& database) : database_(database) {}

    asio::awaitable<std::vector<std::pair<StreamId, channels::Access>>> on_air() override;
    asio::awaitable<std::vector<channels::Standing>> standings(
        std::vector<channels::Watcher> watchers, WallTime now) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
