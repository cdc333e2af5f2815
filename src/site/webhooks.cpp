#include "site/webhooks.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/bytes.hpp"
#include "base/encoding.hpp"
#include "base/hmac.hpp"

namespace freshet::site {

namespace {

constexpr std::array<std::string_view, 8> event_names{
    "publish",
    "unpublish",
    "stream.started",
    "stream.ended",
    "subscription.created",
    "subscription.ended",
    "video.ready",
    "video.failed"};  // In the order of WebhookEvent.

}  // namespace

std::string_view to_string(WebhookEvent event) {
    return event_names[static_cast<std::size_t>(event)];
}

SignedDelivery sign(const Delivery& delivery, const SecretText& secret, WallTime now) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch());
    const auto timestamp = std::to_string(seconds.count());
    const auto signed_text = timestamp + "." + delivery.body;
    const auto signature = hmac_sha256(secret.reveal(), as_bytes(signed_text));
    return {.event = delivery.event,
            .id = to_string(delivery.id),
            .timestamp = timestamp,
            .signature = "v1=" + to_hex(signature),
            .body = delivery.body};
}

std::optional<WallTime> Retries::next(const Delivery& delivery, WallTime now) const {
    if (now - delivery.created_at >= give_up_after) return std::nullopt;
    auto wait = first;
    for (std::uint32_t i = 0; i < delivery.attempts && wait < longest; ++i) wait *= 2;
    return now + std::min(wait, longest);
}

}  // namespace freshet::site
