#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accounts/api_tokens.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/views.hpp"

template <>
inline constexpr std::array<std::pair<freshet::accounts::TokenScope, std::string_view>, 5>
    freshet::json::choice_names<freshet::accounts::TokenScope>{
        {{freshet::accounts::TokenScope::media_read, "media:read"},
         {freshet::accounts::TokenScope::media_write, "media:write"},
         {freshet::accounts::TokenScope::streams_read, "streams:read"},
         {freshet::accounts::TokenScope::streams_write, "streams:write"},
         {freshet::accounts::TokenScope::admin, "admin"}}};

namespace freshet::api {

struct ApiTokenView {
    ApiTokenId id;
    std::string name;
    std::vector<accounts::TokenScope> scopes;
    WallTime created_at;
    std::optional<WallTime> expires_at;
    std::optional<WallTime> last_used_at;
    json::Omittable<std::string> token{};

    static constexpr json::Rule rules[] = {
        {.field = "name", .example = "ci"},
        {.field = "scopes", .example = R"(["media:write"])"},
        {.field = "expiresAt", .about = "Null: never."},
        {.field = "lastUsedAt", .about = "To the minute."},
        {.field = "token",
         .about = "Only in the answer that makes it: for `Authorization: Bearer` or `X-API-Key`.",
         .example = "frs_0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"},
    };
};
BOOST_DESCRIBE_STRUCT(ApiTokenView, (),
                      (id, name, scopes, created_at, expires_at, last_used_at, token))

struct NewApiTokenRequest {
    std::string name;
    std::vector<accounts::TokenScope> scopes;
    std::optional<WallTime> expires_at;

    static constexpr json::Rule rules[] = {
        {.field = "name", .example = "ci", .length_min = 1, .length_max = 100},
        {.field = "scopes",
         .about = "`media:write` and `streams:write` imply to read; `admin` is for admins.",
         .example = R"(["media:write"])",
         .length_min = 1,
         .length_max = 5},
        {.field = "expiresAt", .about = "When absent, never.", .example = "2030-01-01T00:00:00Z"},
    };
};
BOOST_DESCRIBE_STRUCT(NewApiTokenRequest, (), (name, scopes, expires_at))

/// The caller's keys for programs. Used by all io threads at once; what it refers to outlives it.
class ApiTokenRoutes {
public:
    ApiTokenRoutes(accounts::ApiTokens& tokens, WallClock clock)
        : tokens_(tokens), clock_(std::move(clock)) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, ApiTokenRoutes* self);

private:
    asio::awaitable<Reply<ListOf<ApiTokenView>>> list(Call call, Nothing);
    asio::awaitable<Reply<ApiTokenView>> create(Call call, NewApiTokenRequest input);
    asio::awaitable<Reply<Message>> revoke(Call call, ById input);

    accounts::ApiTokens& tokens_;
    WallClock clock_;
};

}  // namespace freshet::api
