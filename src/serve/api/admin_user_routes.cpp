#include "serve/api/admin_user_routes.hpp"

#include <utility>

#include "accounts/error.hpp"
#include "serve/api/audited.hpp"
#include "serve/api/presenter.hpp"

namespace freshet::api {

using Accounts = accounts::Errc;
using enum http::Method;

namespace {

AccountView view_of(const accounts::User& user) {
    return {.id = user.id,
            .username = user.username,
            .display_name = user.display_name,
            .email = user.email,
            .role = user.role,
            .is_active = user.is_active,
            .created_at = user.created_at,
            .updated_at = user.updated_at,
            .last_login_at = user.last_login_at};
}

Operation of_admins(http::Method method, std::string_view path, std::string_view id,
                    std::string_view summary) {
    return {.method = method,
            .path = path,
            .id = id,
            .tag = "Admin",
            .summary = summary,
            .scope = Scope::admin,
            .token_scope = accounts::TokenScope::admin};
}

}  // namespace

void AdminUserRoutes::describe(Table& table, AdminUserRoutes* self) {
    auto one = of_admins(http::Method::get, "/api/admin/users/:id", "getAccount",
                         "A user by id or username");
    auto changed = of_admins(patch, "/api/admin/users/:id", "changeAccount",
                             "Change a user's role, disable or enable the account");
    auto removed =
        of_admins(delete_, "/api/admin/users/:id", "deleteAccount", "Delete a user's account");
    auto signed_out = of_admins(post, "/api/admin/users/:id/sign-out", "signOutAccount",
                                "End all sessions of a user, and revoke the API tokens");
    one.reasons = {Accounts::user_not_found};
    changed.reasons = {Accounts::user_not_found, Accounts::own_role, Accounts::last_admin};
    removed.reasons = {Accounts::user_not_found, Accounts::last_admin};
    signed_out.reasons = {Accounts::user_not_found};
    changed.changes_lists = true;
    removed.changes_lists = true;
    table.add(
        of_admins(http::Method::get, "/api/admin/users", "listAccounts", "Users, the newest first"),
        self, &AdminUserRoutes::list);
    table.add(std::move(one), self, &AdminUserRoutes::get);
    table.add(std::move(changed), self, &AdminUserRoutes::change);
    table.add(std::move(removed), self, &AdminUserRoutes::remove);
    table.add(std::move(signed_out), self, &AdminUserRoutes::sign_out);
}

asio::awaitable<Reply<ListOf<AccountView>>> AdminUserRoutes::list(Call, ListAccountsRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    accounts::UserFilter filter{
        .text = input.q.value_or(""), .role = input.role, .is_active = input.is_active};
    const auto rows = co_await administration_.list(std::move(filter), page);
    ListOf<AccountView> list{.data = {}, .meta = meta_of(page, rows.total)};
    for (const auto& row : rows.items) list.data.push_back(view_of(row));
    co_return list;
}

asio::awaitable<Reply<AccountView>> AdminUserRoutes::get(Call, ById input) {
    const auto user = co_await accounts_.find(std::move(input.id));
    if (!user) co_return fail(Accounts::user_not_found);
    co_return view_of(*user);
}

asio::awaitable<Reply<AccountView>> AdminUserRoutes::change(Call call, ChangeAccountRequest input) {
    const auto user = co_await accounts_.find(std::move(input.id));
    if (!user) co_return fail(Accounts::user_not_found);
    const accounts::UserChange change{.role = input.role, .is_active = input.is_active};
    const auto changed = co_await administration_.change(user->id, change, audited(call));
    if (!changed) co_return std::unexpected(changed.error());
    if (!changed->is_active) co_await end_publishes(changed->id);
    co_return view_of(*changed);
}

asio::awaitable<Reply<Message>> AdminUserRoutes::remove(Call call, ById input) {
    const auto user = co_await accounts_.find(std::move(input.id));
    if (!user) co_return fail(Accounts::user_not_found);
    const auto removed = co_await administration_.remove(user->id, audited(call));
    if (!removed) co_return std::unexpected(removed.error());
    co_await end_publishes(user->id);
    co_return Message{sentence(call.language, "user_deleted.message").value_or("")};
}

asio::awaitable<Reply<Message>> AdminUserRoutes::sign_out(Call call, ById input) {
    const auto user = co_await accounts_.find(std::move(input.id));
    if (!user) co_return fail(Accounts::user_not_found);
    co_await administration_.sign_out(user->id, audited(call));
    co_return Message{sentence(call.language, "user_signed_out.message").value_or("")};
}

asio::awaitable<void> AdminUserRoutes::end_publishes(UserId user) {
    Page page{.number = 1, .limit = Page::limit_max};
    while (true) {
        const auto owned = co_await channels_.owned_by(user, page);
        for (const auto& channel : owned.items) live_.end_publish(channel.id);
        if (owned.items.size() < page.limit) co_return;
        ++page.number;
    }
}

}  // namespace freshet::api
