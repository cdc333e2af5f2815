#pragma once

#include <optional>
#include <string>

#include "accounts/sessions.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"

namespace freshet::api {

/// One sign-in that is still good.
struct SignInView {
    SessionId id;
    std::string ip;
    std::string user_agent;
    WallTime created_at;
    WallTime last_used_at;
    WallTime expires_at;
    bool current = false;

    static constexpr json::Rule rules[] = {
        {.field = "ip", .about = "From where it was opened.", .example = "192.0.2.1"},
        {.field = "userAgent", .example = "Mozilla/5.0"},
        {.field = "lastUsedAt", .about = "When it was last refreshed."},
        {.field = "expiresAt", .about = "Unless it is refreshed before."},
        {.field = "current", .about = "The one that asks.", .example = "true"},
    };
};
BOOST_DESCRIBE_STRUCT(SignInView, (),
                      (id, ip, user_agent, created_at, last_used_at, expires_at, current))

struct ListSignInsRequest {
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(ListSignInsRequest, (), (page, limit))

/// Where a person is signed in. Used by all io threads at once; what it refers to outlives it.
class SessionRoutes {
public:
    explicit SessionRoutes(accounts::Sessions& sessions) : sessions_(sessions) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, SessionRoutes* self);

private:
    asio::awaitable<Reply<ListOf<SignInView>>> list(Call call, ListSignInsRequest input);
    asio::awaitable<Reply<Message>> revoke(Call call, ById input);
    asio::awaitable<Reply<Message>> revoke_others(Call call, Nothing);

    accounts::Sessions& sessions_;
};

}  // namespace freshet::api
