#include "serve/api/api_token_routes.hpp"

#include <algorithm>
#include <utility>

#include "accounts/error.hpp"
#include "serve/api/audited.hpp"
#include "serve/api/presenter.hpp"

namespace freshet::api {

using Accounts = accounts::Errc;
using enum http::Method;

namespace {

ApiTokenView view_of(const accounts::ApiToken& token) {
    return {.id = token.id,
            .name = token.name,
            .scopes = token.scopes.list(),
            .created_at = token.created_at,
            .expires_at = token.expires_at,
            .last_used_at = token.last_used_at};
}

Refusal wrong(std::string field, std::string code) {
    return {.reason = Errc::validation_failed,
            .fields = {{.field = std::move(field), .code = std::move(code), .params = {}}}};
}

}  // namespace

void ApiTokenRoutes::describe(Table& table, ApiTokenRoutes* self) {
    table.add({.path = "/api/auth/tokens",
               .id = "listApiTokens",
               .tag = "Auth",
               .summary = "The caller's API tokens, the newest first",
               .scope = Scope::user},
              self, &ApiTokenRoutes::list);
    table.add({.method = post,
               .path = "/api/auth/tokens",
               .id = "createApiToken",
               .tag = "Auth",
               .summary = "Make an API token, which is shown this once",
               .scope = Scope::user,
               .success = 201,
               .reasons = {Accounts::too_many_tokens}},
              self, &ApiTokenRoutes::create);
    table.add({.method = delete_,
               .path = "/api/auth/tokens/:id",
               .id = "revokeApiToken",
               .tag = "Auth",
               .summary = "Make an API token worthless",
               .scope = Scope::user},
              self, &ApiTokenRoutes::revoke);
}

/// All of them on one page: there is a limit to how many there are.
asio::awaitable<Reply<ListOf<ApiTokenView>>> ApiTokenRoutes::list(Call call, Nothing) {
    const auto tokens = co_await tokens_.list(call.who().user);
    constexpr Page all{.number = 1, .limit = Page::limit_max};
    ListOf<ApiTokenView> list{.data = {}, .meta = meta_of(all, tokens.size())};
    for (const auto& token : tokens) list.data.push_back(view_of(token));
    co_return list;
}

asio::awaitable<Reply<ApiTokenView>> ApiTokenRoutes::create(Call call, NewApiTokenRequest input) {
    const bool for_admins = std::ranges::count(input.scopes, accounts::TokenScope::admin) > 0;
    if (for_admins && call.who().role != accounts::Role::admin) {
        co_return std::unexpected(wrong("scopes", "for_admins"));
    }
    if (input.expires_at && *input.expires_at <= clock_()) {
        co_return std::unexpected(wrong("expiresAt", "not_in_future"));
    }
    accounts::TokenScopes scopes;
    for (const auto scope : input.scopes) scopes.add(scope);
    accounts::TokenWish wish{
        .name = std::move(input.name), .scopes = scopes, .expires_at = input.expires_at};
    auto made = co_await tokens_.create(call.who().user, std::move(wish),
                                        audited(call, "api_token.created"));
    if (!made) co_return std::unexpected(made.error());

    auto view = view_of(made->token);
    view.token = std::move(made->text);
    co_return created(view, "/api/auth/tokens/" + to_string(view.id));
}

asio::awaitable<Reply<Message>> ApiTokenRoutes::revoke(Call call, ById input) {
    const auto id = ApiTokenId::parse(input.id);
    if (!id) co_return fail(Errc::not_found);
    const bool revoked =
        co_await tokens_.revoke(*id, call.who().user, audited(call, "api_token.revoked"));
    if (!revoked) co_return fail(Errc::not_found);
    co_return Message{sentence(call.language, "api_token_revoked.message").value_or("")};
}

}  // namespace freshet::api
