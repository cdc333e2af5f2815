#include "serve/api/invite_routes.hpp"

#include <utility>

#include "accounts/rules.hpp"
#include "serve/api/audited.hpp"
#include "serve/api/presenter.hpp"

namespace freshet::api {

using enum http::Method;

namespace {

InviteView view_of(const accounts::Invite& invite) {
    return {.id = invite.id,
            .email = invite.email.empty() ? std::nullopt : std::optional(invite.email),
            .uses = invite.uses,
            .uses_left = invite.uses_left,
            .created_by = invite.created_by,
            .created_at = invite.created_at,
            .expires_at = invite.expires_at};
}

}  // namespace

void validate(const NewInviteRequest& input, json::Issues& issues) {
    if (input.email) issues.add(accounts::check_email(*input.email));
}

void InviteRoutes::describe(Table& table, InviteRoutes* self) {
    using accounts::TokenScope;
    table.add({.path = "/api/admin/invites",
               .id = "listInvites",
               .tag = "Admin",
               .summary = "Invites, the newest first",
               .scope = Scope::admin,
               .token_scope = TokenScope::admin},
              self, &InviteRoutes::list);
    table.add({.method = post,
               .path = "/api/admin/invites",
               .id = "createInvite",
               .tag = "Admin",
               .summary = "Invite somebody to make an account",
               .scope = Scope::admin,
               .token_scope = TokenScope::admin,
               .success = 201},
              self, &InviteRoutes::create);
    table.add({.method = delete_,
               .path = "/api/admin/invites/:id",
               .id = "deleteInvite",
               .tag = "Admin",
               .summary = "Take an invite back",
               .scope = Scope::admin,
               .token_scope = TokenScope::admin},
              self, &InviteRoutes::remove);
}

asio::awaitable<Reply<ListOf<InviteView>>> InviteRoutes::list(Call, ListInvitesRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    const auto rows = co_await invites_.list(page);
    ListOf<InviteView> list{.data = {}, .meta = meta_of(page, rows.total)};
    for (const auto& row : rows.items) list.data.push_back(view_of(row));
    co_return list;
}

asio::awaitable<Reply<InviteView>> InviteRoutes::create(Call call, NewInviteRequest input) {
    if (input.expires_at && *input.expires_at <= clock_()) {
        co_return std::unexpected(
            Refusal{.reason = Errc::validation_failed,
                    .fields = {{.field = "expiresAt", .code = "not_in_future", .params = {}}}});
    }
    accounts::InviteWish wish{.email = input.email.value_or(""),
                              .uses = input.uses.value_or(1),
                              .expires_at = input.expires_at};
    auto made =
        co_await invites_.create(call.who().user, std::move(wish), audited(call, "invite.created"));
    auto view = view_of(made.invite);
    view.url = urls_.http_base(call) + "/register?invite=" + made.code;
    view.code = std::move(made.code);
    co_return created(view, "/api/admin/invites/" + to_string(view.id));
}

asio::awaitable<Reply<Message>> InviteRoutes::remove(Call call, ById input) {
    const auto id = InviteId::parse(input.id);
    if (!id) co_return fail(Errc::not_found);
    const bool removed = co_await invites_.remove(*id, audited(call, "invite.deleted"));
    if (!removed) co_return fail(Errc::not_found);
    co_return Message{sentence(call.language, "invite_deleted.message").value_or("")};
}

}  // namespace freshet::api
