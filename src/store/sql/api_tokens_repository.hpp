#pragma once

#include "accounts/api_tokens.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// API tokens as rows. The database outlives it.
class ApiTokensRepository final : public accounts::ApiTokenRepository {
public:
    explicit ApiTokensRepository(Database& database) : database_(database) {}

    asio::awaitable<bool> create(NewApiToken draft, std::int64_t most) override;
    asio::awaitable<std::vector<accounts::ApiToken>> list(UserId user) override;
    asio::awaitable<std::optional<accounts::ApiTokenWithUser>> find_by_hash(
        std::string hash) override;
    asio::awaitable<std::vector<accounts::ApiTokenWithUser>> list_all() override;
    asio::awaitable<std::optional<accounts::ApiToken>> revoke(ApiTokenId id,
                                                              std::optional<UserId> owner,
                                                              AuditEntry entry,
                                                              WallTime now) override;
    asio::awaitable<void> note_use(ApiTokenId id, WallTime now) override;
    asio::awaitable<std::optional<accounts::User>> first_admin() override;

private:
    Database& database_;
};

}  // namespace freshet::sql
