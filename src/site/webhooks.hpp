#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/secret_text.hpp"

namespace freshet::site {

namespace asio = boost::asio;

using DeliveryId = Id<struct DeliveryKind>;

/// What a receiver of webhooks is told of.
enum class WebhookEvent : std::uint8_t {
    publish,    // A publisher sends: the first one of a stream, or one who returned.
    unpublish,  // It sends no more; the stream may go on.
    stream_started,
    stream_ended,
    subscription_created,
    subscription_ended,
    video_ready,
    video_failed,
};

/// As receivers know it: `stream.started`.
[[nodiscard]] std::string_view to_string(WebhookEvent event);

/// A message that its receiver has not yet taken.
struct Delivery {
    DeliveryId id;      // The same at every attempt.
    std::string event;  // As receivers know it.
    std::string body;   // JSON.
    std::uint32_t attempts = 0;
    WallTime created_at;
};

/// Where messages wait. Every method is one transaction, and what it returned survives a crash. A
/// database that is down throws. From any thread. Messages come into it with the rows that they
/// tell of, in the same transaction.
class DeliveryRepository {
public:
    virtual ~DeliveryRepository() = default;

    /// From now on messages are kept for a receiver, or are not. Those that wait stay.
    virtual asio::awaitable<void> switch_on(bool on) = 0;

    /// Whose time has come, at most `count`: of each lane the first.
    virtual asio::awaitable<std::vector<Delivery>> due(WallTime now, std::size_t count) = 0;

    /// Taken by its receiver, or given up.
    virtual asio::awaitable<void> remove(DeliveryId id) = 0;

    /// It counts as one more attempt.
    virtual asio::awaitable<void> postpone(DeliveryId id, WallTime until) = 0;
};

/// A message with its signature, as it is sent.
struct SignedDelivery {
    std::string event;
    std::string id;
    std::string timestamp;  // Seconds since 1970: a receiver refuses what is old.
    std::string signature;  // "v1=" and the HMAC-SHA256 of "timestamp.body", in hex.
    std::string body;
};

[[nodiscard]] SignedDelivery sign(const Delivery& delivery, const SecretText& secret, WallTime now);

/// How often, and for how long, delivery is tried.
struct Retries {
    std::chrono::milliseconds first = std::chrono::seconds(1);  // Doubled with each attempt,
    std::chrono::milliseconds longest = std::chrono::hours(1);  // up to this.
    std::chrono::milliseconds give_up_after = std::chrono::hours(24);

    /// When to try again what has just failed; nothing: no more.
    [[nodiscard]] std::optional<WallTime> next(const Delivery& delivery, WallTime now) const;
};

}  // namespace freshet::site
