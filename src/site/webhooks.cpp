#include "site/webhooks.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/encoding.hpp"

namespace freshet::site {

namespace {

constexpr std::array<std::string_view, 6> event_names{
    "publish",           "unpublish", "stream.started", "stream.ended", "subscription.created",
    "subscription.ended"};  // In the order of WebhookEvent.

std::string hmac_hex(std::string_view key, std::string_view message) {
    std::array<std::byte, 32> digest;
    const auto* done = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                            reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                            reinterpret_cast<unsigned char*>(digest.data()), nullptr);
    FRESHET_CHECK(done != nullptr);
    return to_hex(digest);
}

}  // namespace

std::string_view to_string(WebhookEvent event) {
    return event_names[static_cast<std::size_t>(event)];
}

SignedDelivery sign(const Delivery& delivery, const SecretText& secret, WallTime now) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch());
    const auto timestamp = std::to_string(seconds.count());
    return {.event = delivery.event,
            .id = to_string(delivery.id),
            .timestamp = timestamp,
            .signature = "v1=" + hmac_hex(secret.reveal(), timestamp + "." + delivery.body),
            .body = delivery.body};
}

std::optional<WallTime> Retries::next(const Delivery& delivery, WallTime now) const {
    if (now - delivery.created_at >= give_up_after) return std::nullopt;
    auto wait = first;
    for (std::uint32_t i = 0; i < delivery.attempts && wait < longest; ++i) wait *= 2;
    return now + std::min(wait, longest);
}

}  // namespace freshet::site
