#include "serve/api/session_routes.hpp"

#include <utility>

#include "accounts/error.hpp"
#include "serve/api/presenter.hpp"

namespace freshet::api {

using Accounts = accounts::Errc;
using enum http::Method;

void SessionRoutes::describe(Table& table, SessionRoutes* self) {
    table.add({.path = "/api/auth/sessions",
               .id = "listSessions",
               .tag = "Auth",
               .summary = "Where the caller is signed in, the session used last first",
               .scope = Scope::user},
              self, &SessionRoutes::list);
    table.add({.method = delete_,
               .path = "/api/auth/sessions",
               .id = "endOtherSessions",
               .tag = "Auth",
               .summary = "End all of the caller's sessions but this one",
               .scope = Scope::user},
              self, &SessionRoutes::revoke_others);
    table.add({.method = delete_,
               .path = "/api/auth/sessions/:id",
               .id = "endSession",
               .tag = "Auth",
               .summary = "End one of the caller's sessions",
               .scope = Scope::user,
               .reasons = {Accounts::session_not_found}},
              self, &SessionRoutes::revoke);
}

asio::awaitable<Reply<ListOf<SignInView>>> SessionRoutes::list(Call call,
                                                               ListSignInsRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    const auto rows = co_await sessions_.open_of(call.who().user, page);
    ListOf<SignInView> list{.data = {}, .meta = meta_of(page, rows.total)};
    for (const auto& row : rows.items) {
        list.data.push_back({.id = row.id,
                             .ip = row.client.ip,
                             .user_agent = row.client.user_agent,
                             .created_at = row.created_at,
                             .last_used_at = row.rotated_at,
                             .expires_at = row.expires_at,
                             .current = row.id == call.who().session});
    }
    co_return list;
}

asio::awaitable<Reply<Message>> SessionRoutes::revoke(Call call, ById input) {
    const auto id = SessionId::parse(input.id);
    if (!id) co_return fail(Accounts::session_not_found);
    const auto revoked = co_await sessions_.revoke(call.who().user, *id);
    if (!revoked) co_return std::unexpected(revoked.error());
    co_return Message{sentence(call.language, "session_revoked.message").value_or("")};
}

asio::awaitable<Reply<Message>> SessionRoutes::revoke_others(Call call, Nothing) {
    co_await sessions_.revoke_others(call.who().user, call.who().session);
    co_return Message{sentence(call.language, "sessions_revoked.message").value_or("")};
}

}  // namespace freshet::api
