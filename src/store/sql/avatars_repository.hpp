#pragma once

#include "accounts/avatars.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Whose avatar is which, as rows. The database outlives it.
class AvatarsRepository final : public accounts::AvatarRepository {
public:
    explicit AvatarsRepository(Database& database) : database_(database) {}

    asio::awaitable<void> plan(std::string name, WallTime now) override;
    asio::awaitable<Result<accounts::AvatarChanged>> assign(UserId user, std::string name,
                                                            WallTime now) override;
    asio::awaitable<std::vector<std::string>> unused(WallTime before, std::size_t count) override;
    asio::awaitable<void> forget(std::vector<std::string> names) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
