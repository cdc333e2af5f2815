#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "accounts/accounts.hpp"
#include "accounts/api_token.hpp"
#include "accounts/lookup_cache.hpp"
#include "accounts/user.hpp"
#include "base/audit_entry.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/secret_text.hpp"

namespace freshet::accounts {

struct ApiTokenWithUser {
    ApiToken token;
    User user;
};

/// Where API tokens are kept; promises as accounts::Repository.
class ApiTokenRepository {
public:
    virtual ~ApiTokenRepository() = default;

    /// False: its user has as many as `most` already.
    struct NewApiToken {
        ApiToken token;
        std::string hash;
        AuditEntry entry;
    };
    virtual asio::awaitable<bool> create(NewApiToken draft, std::int64_t most) = 0;

    /// The newest first.
    virtual asio::awaitable<std::vector<ApiToken>> list(UserId user) = 0;

    virtual asio::awaitable<std::optional<ApiTokenWithUser>> find_by_hash(std::string hash) = 0;

    /// Those of everybody, the newest first.
    virtual asio::awaitable<std::vector<ApiTokenWithUser>> list_all() = 0;

    /// The token that is gone now; `owner` absent: whosever it is.
    virtual asio::awaitable<std::optional<ApiToken>> revoke(ApiTokenId id,
                                                            std::optional<UserId> owner,
                                                            AuditEntry entry, WallTime now) = 0;

    virtual asio::awaitable<void> note_use(ApiTokenId id, WallTime now) = 0;

    /// The active admin whose account is the oldest.
    virtual asio::awaitable<std::optional<User>> first_admin() = 0;
};

/// A token to be made.
struct TokenWish {
    std::string name;
    TokenScopes scopes;
    std::optional<WallTime> expires_at;
};

struct MadeApiToken {
    ApiToken token;
    std::string text;  // Shown this once.
};

/// Keys for programs: "frs_" and 256 random bits, of which the database has the SHA-256. Used by
/// all io threads at once; the repository outlives it. Reasons of refusal are accounts::Errc.
class ApiTokens {
public:
    struct Config {
        SecretText fixed{};  // API_TOKEN: media:write as the first admin.
        std::size_t of_one_user_max = 50;
    };

    ApiTokens(Config config, ApiTokenRepository& repository, WallClock clock);

    /// `entry` says who makes it. Errc::too_many_tokens.
    asio::awaitable<Result<MadeApiToken>> create(UserId user, TokenWish wish, AuditEntry entry);

    asio::awaitable<std::vector<ApiToken>> list(UserId user);

    /// Refused from the next request on, on other nodes within a second. False: there is none.
    asio::awaitable<bool> revoke(ApiTokenId id, std::optional<UserId> owner, AuditEntry entry);

    /// Whether this is a token of this kind rather than an access token.
    [[nodiscard]] bool is_api_token(std::string_view text) const;

    /// Errc::token_invalid, token_expired, no_admin.
    asio::awaitable<Result<Caller>> authenticate(std::string text);

private:
    using Cache = LookupCache<std::string, ApiTokenWithUser>;

    [[nodiscard]] bool is_fixed(std::string_view text) const;
    asio::awaitable<Result<Caller>> first_admin();
    asio::awaitable<void> note_use(std::string hash, ApiTokenWithUser found, WallTime now);

    Config config_;
    std::string fixed_hash_;
    ApiTokenRepository& repository_;
    WallClock clock_;
    Cache cache_;
};

}  // namespace freshet::accounts
