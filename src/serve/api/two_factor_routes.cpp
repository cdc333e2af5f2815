#include "serve/api/two_factor_routes.hpp"

#include <utility>

#include <fmt/format.h>

#include "accounts/error.hpp"

namespace freshet::api {

using Accounts = accounts::Errc;
using enum http::Method;

namespace {

accounts::Actor actor_of(const Call& call) { return {.user = call.who().user, .ip = call.peer_ip}; }

/// Who has shown too many wrong codes is told when to come back.
template <class T>
Reply<T> refused(ErrorCode reason) {
    Reply<T> reply(std::unexpected{reason});
    if (reason == Accounts::too_many_codes) {
        constexpr auto pause =
            std::chrono::duration_cast<std::chrono::seconds>(accounts::TwoFactorLimits::pause);
        reply.headers.emplace_back("Retry-After", fmt::to_string(pause.count()));
    }
    return reply;
}

}  // namespace

void TwoFactorRoutes::describe(Table& table, TwoFactorRoutes* self) {
    table.add({.method = post,
               .path = "/api/auth/two-factor",
               .id = "finishLogin",
               .tag = "Auth",
               .summary = "Sign in by a code, after the password",
               .scope = Scope::anyone,
               .reasons = {Accounts::challenge_invalid, Accounts::account_disabled,
                           Accounts::wrong_code, Accounts::too_many_codes},
               .rate_limit = RateLimit::auth,
               .takes_cookie = true},
              self, &TwoFactorRoutes::finish);
    table.add({.path = "/api/auth/two-factor",
               .id = "getTwoFactor",
               .tag = "Auth",
               .summary = "Whether signing in asks the caller for a code",
               .scope = Scope::user},
              self, &TwoFactorRoutes::status);
    table.add({.method = post,
               .path = "/api/auth/two-factor/setup",
               .id = "setUpTwoFactor",
               .tag = "Auth",
               .summary = "Make a secret for an authenticator app, to be confirmed by a code",
               .scope = Scope::user,
               .reasons = {Accounts::not_confirmed, Accounts::two_factor_on},
               .rate_limit = RateLimit::auth},
              self, &TwoFactorRoutes::set_up);
    table.add({.method = post,
               .path = "/api/auth/two-factor/enable",
               .id = "enableTwoFactor",
               .tag = "Auth",
               .summary = "Confirm the secret, and get the recovery codes",
               .scope = Scope::user,
               .reasons = {Accounts::wrong_code, Accounts::two_factor_on, Accounts::two_factor_off},
               .rate_limit = RateLimit::auth},
              self, &TwoFactorRoutes::enable);
    table.add({.method = post,
               .path = "/api/auth/two-factor/disable",
               .id = "disableTwoFactor",
               .tag = "Auth",
               .summary = "Sign in by the password alone again",
               .scope = Scope::user,
               .reasons = {Accounts::not_confirmed, Accounts::wrong_code, Accounts::too_many_codes,
                           Accounts::two_factor_off},
               .rate_limit = RateLimit::auth},
              self, &TwoFactorRoutes::disable);
    table.add({.method = post,
               .path = "/api/auth/two-factor/recovery-codes",
               .id = "renewRecoveryCodes",
               .tag = "Auth",
               .summary = "Replace the recovery codes, by password and code together",
               .scope = Scope::user,
               .reasons = {Accounts::not_confirmed, Accounts::wrong_code, Accounts::too_many_codes,
                           Accounts::two_factor_off},
               .rate_limit = RateLimit::auth},
              self, &TwoFactorRoutes::renew);
}

asio::awaitable<Reply<SessionView>> TwoFactorRoutes::finish(Call call, SecondStepRequest input) {
    accounts::Client client{.ip = call.peer_ip, .user_agent = call.user_agent};
    accounts::SecondStep step{.challenge = std::move(input.challenge),
                              .code = std::move(input.code)};
    auto signed_in = co_await two_factor_.finish(std::move(step), std::move(client));
    if (!signed_in) co_return refused<SessionView>(signed_in.error());
    co_return co_await auth_.welcome(std::move(call), *std::move(signed_in),
                                     input.token_delivery.value_or(TokenDelivery::cookie));
}

asio::awaitable<Reply<TwoFactorView>> TwoFactorRoutes::status(Call call, Nothing) {
    const auto status = co_await two_factor_.status(call.who().user);
    co_return TwoFactorView{.enabled = status.enabled,
                            .recovery_codes_left = status.recovery_codes_left};
}

asio::awaitable<Reply<TwoFactorSetupView>> TwoFactorRoutes::set_up(Call call,
                                                                   TwoFactorSetupRequest input) {
    auto setup = co_await two_factor_.set_up(call.who().user, std::move(input.password));
    if (!setup) co_return std::unexpected(setup.error());
    co_return TwoFactorSetupView{.secret = std::move(setup->secret),
                                 .otpauth_url = std::move(setup->url)};
}

asio::awaitable<Reply<RecoveryCodesView>> TwoFactorRoutes::enable(Call call,
                                                                  TwoFactorEnableRequest input) {
    auto codes = co_await two_factor_.enable(actor_of(call), std::move(input.code));
    if (!codes) co_return std::unexpected(codes.error());
    co_return RecoveryCodesView{*std::move(codes)};
}

asio::awaitable<Reply<Message>> TwoFactorRoutes::disable(Call call, TwoFactorProofRequest input) {
    accounts::Proof proof{.password = std::move(input.password), .code = std::move(input.code)};
    const auto disabled = co_await two_factor_.disable(actor_of(call), std::move(proof));
    if (!disabled) co_return refused<Message>(disabled.error());
    co_return Message{sentence(call.language, "two_factor_disabled.message").value_or("")};
}

asio::awaitable<Reply<RecoveryCodesView>> TwoFactorRoutes::renew(Call call,
                                                                 TwoFactorProofRequest input) {
    accounts::Proof proof{.password = std::move(input.password), .code = std::move(input.code)};
    auto codes = co_await two_factor_.renew_recovery_codes(actor_of(call), std::move(proof));
    if (!codes) co_return refused<RecoveryCodesView>(codes.error());
    co_return RecoveryCodesView{*std::move(codes)};
}

}  // namespace freshet::api
