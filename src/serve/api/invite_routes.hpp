#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "accounts/invites.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/public_urls.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"

namespace freshet::api {

struct InviteView {
    InviteId id;
    std::optional<std::string> email;
    std::uint32_t uses = 1;
    std::uint32_t uses_left = 1;
    UserId created_by;
    WallTime created_at;
    std::optional<WallTime> expires_at;
    json::Omittable<std::string> code{};
    json::Omittable<std::string> url{};

    static constexpr json::Rule rules[] = {
        {.field = "email",
         .about = "Who may use it; null: anybody.",
         .example = "ada@example.org",
         .format = "email"},
        {.field = "uses", .about = "Accounts that it is good for.", .example = "1"},
        {.field = "usesLeft", .example = "1"},
        {.field = "expiresAt", .about = "Null: never."},
        {.field = "code",
         .about = "Only in the answer that makes it: `invite` of a registration.",
         .example = "mzxw6ytboi2dkmrxga3tqojq"},
        {.field = "url",
         .about = "Only in the answer that makes it: where the invited registers.",
         .example = "https://tv.example/register?invite=mzxw6ytboi2dkmrxga3tqojq",
         .format = "uri-reference"},
    };
};
BOOST_DESCRIBE_STRUCT(InviteView, (),
                      (id, email, uses, uses_left, created_by, created_at, expires_at, code, url))

struct NewInviteRequest {
    std::optional<std::string> email;
    std::optional<std::uint32_t> uses;
    std::optional<WallTime> expires_at;

    static constexpr json::Rule rules[] = {
        {.field = "email",
         .about = "When absent, anybody may use it.",
         .example = "ada@example.org",
         .format = "email",
         .length_max = accounts::Limits::email_max},
        {.field = "uses", .about = "1 when absent.", .example = "1", .min = 1, .max = 1000},
        {.field = "expiresAt", .about = "When absent, never.", .example = "2030-01-01T00:00:00Z"},
    };
};
BOOST_DESCRIBE_STRUCT(NewInviteRequest, (), (email, uses, expires_at))

/// The address of who is invited has the rules of a registration.
void validate(const NewInviteRequest& input, json::Issues& issues);

struct ListInvitesRequest {
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(ListInvitesRequest, (), (page, limit))

/// Invites, as admins make them. Used by all io threads at once; what it refers to outlives it.
class InviteRoutes {
public:
    InviteRoutes(accounts::Invites& invites, const PublicUrls& urls, WallClock clock)
        : invites_(invites), urls_(urls), clock_(std::move(clock)) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, InviteRoutes* self);

private:
    asio::awaitable<Reply<ListOf<InviteView>>> list(Call call, ListInvitesRequest input);
    asio::awaitable<Reply<InviteView>> create(Call call, NewInviteRequest input);
    asio::awaitable<Reply<Message>> remove(Call call, ById input);

    accounts::Invites& invites_;
    const PublicUrls& urls_;
    WallClock clock_;
};

}  // namespace freshet::api
