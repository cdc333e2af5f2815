#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::accounts {

/// What an API token is good for.
enum class TokenScope : std::uint8_t {
    media_read,
    media_write,  // And to read.
    streams_read,
    streams_write,  // And to read.
    admin,          // What only admins do; its owner must be one, each time.
};

/// "media:write".
[[nodiscard]] std::string_view to_string(TokenScope scope);
[[nodiscard]] std::optional<TokenScope> token_scope_from(std::string_view text);

/// The scopes of one token.
class TokenScopes {
public:
    TokenScopes() = default;
    TokenScopes(std::initializer_list<TokenScope> scopes) {
        for (const auto scope : scopes) add(scope);
    }

    void add(TokenScope scope) { bits_ |= bit(scope); }
    [[nodiscard]] bool allows(TokenScope scope) const;

    /// As they were given, without those that they imply; in the order of the enum.
    [[nodiscard]] std::vector<TokenScope> list() const;

    bool operator==(const TokenScopes&) const = default;

private:
    static std::uint8_t bit(TokenScope scope) {
        return static_cast<std::uint8_t>(1u << static_cast<unsigned>(scope));
    }

    std::uint8_t bits_ = 0;
};

/// "media:write streams:read", as the database keeps them.
[[nodiscard]] std::string to_string(const TokenScopes& scopes);
[[nodiscard]] std::optional<TokenScopes> token_scopes_from(std::string_view text);

/// A key for programs, without the key itself.
struct ApiToken {
    ApiTokenId id;
    UserId user;
    std::string name;
    TokenScopes scopes;
    WallTime created_at;
    std::optional<WallTime> expires_at;
    std::optional<WallTime> last_used_at;  // To the minute.

    [[nodiscard]] bool is_good(WallTime now) const { return !expires_at || now < *expires_at; }

    bool operator==(const ApiToken&) const = default;
};

}  // namespace freshet::accounts
