#include "serve/api/setup_routes.hpp"

#include <utility>

#include "accounts/error.hpp"
#include "accounts/rules.hpp"

namespace freshet::api {

using Accounts = accounts::Errc;

void validate(const SetupRequest& input, json::Issues& issues) {
    issues.add(accounts::check(accounts::trimmed(
        {.username = input.username, .email = input.email, .password = input.password})));
}

void SetupRoutes::describe(Table& table, SetupRoutes* self) {
    table.add({.path = "/api/setup",
               .id = "getSetup",
               .tag = "System",
               .summary = "Whether there is no admin yet",
               .scope = Scope::anyone},
              self, &SetupRoutes::get);
    table.add({.method = http::Method::post,
               .path = "/api/setup",
               .id = "setUp",
               .tag = "System",
               .summary = "Make the first admin, and sign in",
               .scope = Scope::anyone,
               .success = 201,
               .reasons = {Accounts::setup_done, Accounts::setup_code_wrong,
                           Accounts::username_taken, Accounts::email_taken},
               .rate_limit = RateLimit::auth,
               .takes_cookie = true},
              self, &SetupRoutes::set_up);
}

asio::awaitable<Reply<SetupView>> SetupRoutes::get(Call, Nothing) {
    const bool needed = co_await first_admin_.is_needed();
    co_return SetupView{.needed = needed};
}

asio::awaitable<Reply<SessionView>> SetupRoutes::set_up(Call call, SetupRequest input) {
    accounts::FirstAdmin::Setup setup{.registration = {.username = std::move(input.username),
                                                       .email = std::move(input.email),
                                                       .password = std::move(input.password)},
                                      .code = std::move(input.code)};
    accounts::Client client{.ip = call.peer_ip, .user_agent = call.user_agent};
    auto signed_in = co_await first_admin_.set_up(std::move(setup), std::move(client));
    if (!signed_in) co_return std::unexpected(signed_in.error());
    co_return co_await auth_.welcome_new(std::move(call), *std::move(signed_in),
                                         input.token_delivery.value_or(TokenDelivery::cookie));
}

}  // namespace freshet::api
