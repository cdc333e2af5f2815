#include "serve/api/password_routes.hpp"

#include <utility>

#include "accounts/error.hpp"
#include "accounts/rules.hpp"

namespace freshet::api {

using Accounts = accounts::Errc;
using enum http::Method;

namespace {

Message message(const Call& call, std::string_view key) {
    return {sentence(call.language, key).value_or("")};
}

/// A row of a route at which passwords or tokens could be guessed.
Operation guarded(http::Method method, std::string_view path, std::string_view id,
                  std::string_view summary) {
    return {.method = method,
            .path = path,
            .id = id,
            .tag = "Auth",
            .summary = summary,
            .scope = Scope::anyone,
            .rate_limit = RateLimit::auth};
}

}  // namespace

void validate(const ForgotPasswordRequest& input, json::Issues& issues) {
    issues.add(accounts::check_email(input.email));
}

void PasswordRoutes::describe(Table& table, PasswordRoutes* self) {
    constexpr std::string_view summary =
        "Change the own password; all other sessions end, and API tokens unless they are to stay";
    auto change = guarded(put, "/api/auth/password", "changePassword", summary);
    change.scope = Scope::user;
    change.reasons = {Accounts::current_password_wrong, Accounts::too_many_passwords};
    auto change_by_post = change;
    change_by_post.method = post;
    change_by_post.id = "changePasswordByPost";
    table.add(std::move(change), self, &PasswordRoutes::change);
    table.add(std::move(change_by_post), self, &PasswordRoutes::change);

    table.add(guarded(post, "/api/auth/password/reset", "requestPasswordReset",
                      "Send a link for a new password, if there is such an account"),
              self, &PasswordRoutes::forgot);
    auto reset = guarded(post, "/api/auth/password/reset/confirm", "resetPassword",
                         "Choose a new password by that link; all sessions and API tokens end");
    reset.reasons = {Accounts::reset_token_invalid};
    table.add(std::move(reset), self, &PasswordRoutes::reset);

    auto verify = guarded(post, "/api/auth/email/verify", "verifyEmail",
                          "Prove an e-mail address by the link that was sent to it");
    verify.reasons = {Accounts::verify_token_invalid};
    table.add(std::move(verify), self, &PasswordRoutes::verify);
    auto send = guarded(post, "/api/auth/email/verification", "sendEmailVerification",
                        "Send that link, unless the address is verified");
    send.scope = Scope::user;
    send.reasons = {Accounts::session_ended};
    table.add(std::move(send), self, &PasswordRoutes::send_verification);
}

asio::awaitable<Reply<Message>> PasswordRoutes::change(Call call, ChangePasswordRequest input) {
    accounts::Passwords::Change change{.user = call.who().user,
                                       .session = call.who().session,
                                       .current = std::move(input.current_password),
                                       .next = std::move(input.new_password),
                                       .revokes_tokens = input.revoke_tokens.value_or(true)};
    const auto changed = co_await passwords_.change(std::move(change));
    if (!changed) co_return std::unexpected(changed.error());
    co_return message(call, "password_changed.message");
}

asio::awaitable<Reply<Message>> PasswordRoutes::forgot(Call call, ForgotPasswordRequest input) {
    passwords_.request_reset(std::move(input.email), std::string(code(call.language)));
    co_return message(call, "reset_sent.message");
}

asio::awaitable<Reply<Message>> PasswordRoutes::reset(Call call, ResetPasswordRequest input) {
    const auto done = co_await passwords_.reset(std::move(input.token), std::move(input.password));
    if (!done) co_return std::unexpected(done.error());
    co_return message(call, "password_reset.message");
}

asio::awaitable<Reply<Message>> PasswordRoutes::verify(Call call, VerifyEmailRequest input) {
    const auto verified = co_await verification_.confirm(std::move(input.token));
    if (!verified) co_return std::unexpected(verified.error());
    co_return message(call, "email_verified.message");
}

asio::awaitable<Reply<Message>> PasswordRoutes::send_verification(Call call, Nothing) {
    auto user = co_await accounts_.find(call.who().user);
    if (!user) co_return fail(Accounts::session_ended);
    if (user->email_verified_at) co_return message(call, "email_verified.message");
    co_await verification_.send(*std::move(user), std::string(code(call.language)));
    co_return message(call, "verification_sent.message");
}

}  // namespace freshet::api
