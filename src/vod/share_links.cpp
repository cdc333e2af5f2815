#include "vod/share_links.hpp"

#include <array>
#include <utility>

#include "base/bytes.hpp"
#include "base/encoding.hpp"
#include "base/hmac.hpp"
#include "base/random.hpp"
#include "base/utf8.hpp"
#include "vod/error.hpp"
#include "vod/news.hpp"

namespace freshet::vod {

namespace {

constexpr std::size_t secret_bytes = 16;
constexpr std::size_t secret_size = (secret_bytes * 4 + 2) / 3;  // In base64url.

SecretText make_secret() {
    std::array<std::byte, secret_bytes> bytes;
    fill_random(bytes);
    return SecretText(to_base64url(bytes));
}

FieldErrors check(const ShareLinkDraft& draft, const ShareLinks::Limits& limits, WallTime now) {
    FieldErrors errors;
    if (draft.expires_at && *draft.expires_at <= now) {
        errors.push_back({.field = "expiresAt", .code = "in_the_past", .params = {}});
    } else if (draft.expires_at && *draft.expires_at > now + limits.life_max) {
        errors.push_back({.field = "expiresAt", .code = "too_far_away", .params = {}});
    }
    if (!draft.password) return errors;
    if (!is_utf8(*draft.password)) {
        errors.push_back({.field = "password", .code = "invalid_text", .params = {}});
        return errors;
    }
    const auto size = count_characters(*draft.password);
    if (size < limits.password_min || size > limits.password_max) {
        errors.push_back({.field = "password",
                          .code = "bad_length",
                          .params = {{"min", std::to_string(limits.password_min)},
                                     {"max", std::to_string(limits.password_max)}}});
    }
    return errors;
}

}  // namespace

std::string hash_of_secret(std::string_view secret) {
    return to_hex(hmac_sha256("freshet share links", as_bytes(secret)));
}

ShareLinks::ShareLinks(Limits limits, ShareLinkRepository& repository, PasswordSeam passwords,
                       EventBus& events, WallClock clock)
    : limits_(limits),
      repository_(repository),
      passwords_(std::move(passwords)),
      events_(events),
      clock_(std::move(clock)) {}

asio::awaitable<Answer<MadeLink>> ShareLinks::make(ShareLinkDraft draft) {
    const auto now = clock_();
    if (auto errors = check(draft, limits_, now); !errors.empty()) {
        co_return std::unexpected(
            Refusal{.reason = Errc::invalid_fields, .fields = std::move(errors)});
    }
    auto secret = make_secret();
    ShareLink link{.id = ShareLinkId::make(),
                   .video = draft.video,
                   .secret_hash = hash_of_secret(secret.reveal()),
                   .expires_at = draft.expires_at,
                   .created_at = now};
    if (draft.password) link.password_hash = co_await passwords_.hash(*std::move(draft.password));
    const auto added = co_await repository_.add(link, limits_.count_max);
    if (!added) co_return refuse(added.error());
    co_return MadeLink{.link = std::move(link), .secret = std::move(secret)};
}

asio::awaitable<Result<void>> ShareLinks::revoke(VideoId video, ShareLinkId id) {
    const auto changed = co_await repository_.remove(video, id, clock_());
    if (!changed) co_return std::unexpected(changed.error());
    tell_changed(events_, *changed, clock_());
    co_return Result<void>();
}

asio::awaitable<Result<SharedVideo>> ShareLinks::open(std::string secret,
                                                      std::optional<std::string> password) {
    if (secret.size() != secret_size) co_return fail(Errc::link_not_found);
    auto shared = co_await repository_.find(hash_of_secret(secret));
    const bool is_good = shared && !shared->link.is_over(clock_()) && shared->video.is_owner_active;
    if (!is_good) co_return fail(Errc::link_not_found);
    if (shared->link.has_password()) {
        if (!password) co_return fail(Errc::link_password_required);
        const bool is_right =
            co_await passwords_.verify(*std::move(password), shared->link.password_hash);
        if (!is_right) co_return fail(Errc::link_password_wrong);
    }
    co_await repository_.note_opened(shared->link.id);
    co_return *std::move(shared);
}

}  // namespace freshet::vod
