#include "accounts/passwords.hpp"

#include <utility>

#include "accounts/error.hpp"
#include "accounts/rules.hpp"
#include "base/names.hpp"

namespace freshet::accounts {

namespace {

std::unexpected<Refusal> refuse_fields(FieldErrors fields) {
    return std::unexpected(Refusal{.reason = Errc::invalid_fields, .fields = std::move(fields)});
}

}  // namespace

Passwords::Passwords(Config config, Parts parts)
    : config_(config),
      parts_(std::move(parts)),
      letters_({.burst = config.letters_max, .window = std::chrono::hours(1)}),
      wrong_({.burst = config.wrong_max, .window = config.wrong_window}) {}

asio::awaitable<Result<void>> Passwords::confirm(UserId user, std::string password) {
    auto hash = co_await parts_.repository.password_hash(user);
    co_return co_await check(user, std::move(password), std::move(hash).value_or(""));
}

/// Counts before it judges, so that many at once do not get more tries than one after the other.
asio::awaitable<Result<void>> Passwords::check(UserId user, std::string password,
                                               std::string hash) {
    const auto key = to_string(user);
    if (!wrong_.take(key, parts_.mono_clock()).allowed) co_return fail(Errc::too_many_passwords);
    const bool right = co_await parts_.hasher.verify(std::move(password), std::move(hash));
    if (!right) co_return fail(Errc::not_confirmed);
    wrong_.give_back(key);
    co_return Result<void>();
}

asio::awaitable<Answer<void>> Passwords::change(Change change) {
    if (auto errors = check_password("newPassword", change.next); !errors.empty())
        co_return refuse_fields(std::move(errors));
    const auto found = co_await parts_.repository.password_hash(change.user);
    const std::string old_hash = found.value_or("");
    const auto checked = co_await check(change.user, std::move(change.current), old_hash);
    if (!checked && checked.error() == Errc::not_confirmed)
        co_return refuse(Errc::current_password_wrong);
    if (!checked) co_return refuse(checked.error());

    auto new_hash = co_await parts_.hasher.hash(std::move(change.next));
    PasswordChange row{.user = change.user,
                       .old_hash = old_hash,
                       .new_hash = std::move(new_hash),
                       .kept = change.session,
                       .revokes_tokens = change.revokes_tokens,
                       .now = parts_.clock()};
    const auto ended = co_await parts_.repository.change(std::move(row));
    if (!ended) co_return refuse(ended.error());
    forget(*ended);
    co_return Answer<void>();
}

void Passwords::request_reset(std::string email, std::string language) {
    parts_.spawn("password reset",
                 [this, email = std::move(email), language = std::move(language)] {
                     return send_reset(email, language);
                 });
}

asio::awaitable<void> Passwords::send_reset(std::string email, std::string language) {
    auto user = co_await parts_.repository.find_by_email(std::string(trim_ascii(email)));
    if (!user || !letters_.take(to_string(user->id), parts_.mono_clock()).allowed) co_return;

    auto token = make_one_time_token();
    const auto now = parts_.clock();
    OneTimeToken row{.user = user->id,
                     .purpose = TokenPurpose::password_reset,
                     .hash = hash_one_time_token(token),
                     .email = user->email,
                     .created_at = now,
                     .expires_at = now + config_.reset_life};
    co_await parts_.repository.keep_token(std::move(row));
    parts_.post({.kind = LetterKind::password_reset,
                 .email = std::move(user->email),
                 .name = std::move(user->display_name),
                 .token = std::move(token),
                 .language = std::move(language)});
}

asio::awaitable<Answer<void>> Passwords::reset(std::string token, std::string password) {
    if (auto errors = check_password("password", password); !errors.empty())
        co_return refuse_fields(std::move(errors));
    auto new_hash = co_await parts_.hasher.hash(std::move(password));
    PasswordReset row{.token_hash = hash_one_time_token(token),
                      .new_hash = std::move(new_hash),
                      .now = parts_.clock()};
    const auto ended = co_await parts_.repository.reset(std::move(row));
    if (!ended) co_return refuse(ended.error());
    forget(*ended);
    co_return Answer<void>();
}

void Passwords::forget(const std::vector<SessionId>& ended) {
    for (const auto session : ended) parts_.forget(session);
}

}  // namespace freshet::accounts
