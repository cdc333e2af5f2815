#include "accounts/email_verification.hpp"

#include <utility>

namespace freshet::accounts {

EmailVerification::EmailVerification(Config config, VerificationRepository& repository, Post post,
                                     WallClock clock, std::function<MonoTime()> mono_clock)
    : config_(config),
      repository_(repository),
      post_(std::move(post)),
      clock_(std::move(clock)),
      mono_clock_(std::move(mono_clock)),
      letters_({.burst = config.letters_max, .window = std::chrono::hours(1)}) {}

asio::awaitable<void> EmailVerification::send(User user, std::string language) {
    if (user.email_verified_at) co_return;
    if (!letters_.take(to_string(user.id), mono_clock_()).allowed) co_return;

    auto token = make_one_time_token();
    const auto now = clock_();
    OneTimeToken row{.user = user.id,
                     .purpose = TokenPurpose::email_verification,
                     .hash = hash_one_time_token(token),
                     .email = user.email,
                     .created_at = now,
                     .expires_at = now + config_.life};
    co_await repository_.keep_token(std::move(row));
    post_({.kind = LetterKind::email_verification,
           .email = std::move(user.email),
           .name = std::move(user.display_name),
           .token = std::move(token),
           .language = std::move(language)});
}

asio::awaitable<Result<void>> EmailVerification::confirm(std::string token) {
    return repository_.verify(hash_one_time_token(token), clock_());
}

}  // namespace freshet::accounts
