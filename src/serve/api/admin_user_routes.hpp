#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "accounts/accounts.hpp"
#include "accounts/administration.hpp"
#include "channels/channels.hpp"
#include "serve/api/live_directory.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"

namespace freshet::api {

/// A user as admins see it: all but what is secret.
struct AccountView {
    UserId id;
    std::string username;
    std::string display_name;
    std::string email;
    accounts::Role role = accounts::Role::user;
    bool is_active = true;
    WallTime created_at;
    WallTime updated_at;
    std::optional<WallTime> last_login_at;

    static constexpr json::Rule rules[] = {
        {.field = "username", .example = "ada"},
        {.field = "displayName", .example = "Ada"},
        {.field = "email", .example = "ada@example.org", .format = "email"},
        {.field = "isActive", .about = "Whether the user may sign in.", .example = "true"},
    };
};
BOOST_DESCRIBE_STRUCT(AccountView, (),
                      (id, username, display_name, email, role, is_active, created_at, updated_at,
                       last_login_at))

struct ListAccountsRequest {
    std::optional<std::string> q;
    std::optional<accounts::Role> role;
    std::optional<bool> is_active;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "q",
         .about = "In username, display name or e-mail, in any case.",
         .example = "ada",
         .length_max = 100},
        {.field = "role", .example = "user"},
        {.field = "isActive", .example = "true"},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(ListAccountsRequest, (), (q, role, is_active, page, limit))

struct ChangeAccountRequest {
    std::string id;
    json::Omittable<accounts::Role> role{};
    json::Omittable<bool> is_active{};

    static constexpr json::Rule rules[] = {
        {.field = "id", .length_min = 1, .length_max = 100},
        {.field = "role", .about = "Not of the caller.", .example = "moderator"},
        {.field = "isActive",
         .about = "`false`: cannot sign in, and is signed out within a second.",
         .example = "true"},
    };
};
BOOST_DESCRIBE_STRUCT(ChangeAccountRequest, (), (id, role, is_active))

/// Users, as admins manage them. Used by all io threads at once; what it refers to outlives it.
class AdminUserRoutes {
public:
    AdminUserRoutes(accounts::Administration& administration, accounts::Accounts& accounts,
                    channels::Channels& channels, LiveDirectory& live)
        : administration_(administration), accounts_(accounts), channels_(channels), live_(live) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, AdminUserRoutes* self);

private:
    asio::awaitable<Reply<ListOf<AccountView>>> list(Call call, ListAccountsRequest input);
    asio::awaitable<Reply<AccountView>> get(Call call, ById input);
    asio::awaitable<Reply<AccountView>> change(Call call, ChangeAccountRequest input);
    asio::awaitable<Reply<Message>> remove(Call call, ById input);
    asio::awaitable<Reply<Message>> sign_out(Call call, ById input);

    asio::awaitable<void> end_publishes(UserId user);

    accounts::Administration& administration_;
    accounts::Accounts& accounts_;
    channels::Channels& channels_;
    LiveDirectory& live_;
};

}  // namespace freshet::api
