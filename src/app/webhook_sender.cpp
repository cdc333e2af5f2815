#include "app/webhook_sender.hpp"

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "net/http_client.hpp"

namespace freshet::app {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// One look at the outbox at a time, or what had been seen before it was sent would be sent again.
class WebhookSender::Looking {
public:
    explicit Looking(WebhookSender& sender) : sender_(sender) { sender_.looking_ = true; }
    ~Looking() { sender_.looking_ = false; }
    Looking(const Looking&) = delete;
    Looking& operator=(const Looking&) = delete;

private:
    WebhookSender& sender_;
};

/// A delivery under way. When it is over, there may be another one in its lane.
class WebhookSender::InFlight {
public:
    InFlight(WebhookSender& sender, site::DeliveryId id) : sender_(sender), id_(id) {}
    ~InFlight() {
        sender_.in_flight_.erase(id_);
        sender_.background_.spawn("webhooks", [&sender = sender_] { return sender.look(); });
    }
    InFlight(const InFlight&) = delete;
    InFlight& operator=(const InFlight&) = delete;

private:
    WebhookSender& sender_;
    site::DeliveryId id_;
};

WebhookSender::WebhookSender(Config config, site::DeliveryRepository& outbox,
                             Background& background, Post post)
    : config_(std::move(config)),
      outbox_(outbox),
      background_(background),
      post_(std::move(post)) {}

void WebhookSender::start() {
    background_.repeat("webhooks", {.after = 0ms, .interval = config_.round},
                       [this] { return look(); });
}

asio::awaitable<void> WebhookSender::look() {
    if (looking_ || in_flight_.size() >= config_.in_flight_max) co_return;
    const Looking looking(*this);
    const auto before = in_flight_;  // May be done, and still be seen, when the answer comes.
    const auto due = co_await outbox_.due(wall_now(), before.size() + config_.in_flight_max);
    for (const auto& delivery : due) {
        if (in_flight_.size() >= config_.in_flight_max) break;
        if (before.contains(delivery.id)) continue;
        in_flight_.insert(delivery.id);
        background_.spawn("webhook", [this, delivery] { return deliver(delivery); });
    }
}

asio::awaitable<void> WebhookSender::deliver(site::Delivery delivery) {
    const InFlight in_flight(*this, delivery.id);
    const auto status = co_await post_(site::sign(delivery, config_.secret, wall_now()));
    if (status && *status / 100 == 2) {
        co_await outbox_.remove(delivery.id);
        co_return;
    }
    auto reason = status ? fmt::format("status {}", *status) : status.error().message();
    co_await try_later(std::move(delivery), std::move(reason));
}

asio::awaitable<void> WebhookSender::try_later(site::Delivery delivery, std::string reason) {
    const auto now = wall_now();
    const auto next = config_.retries.next(delivery, now);
    const auto id = to_string(delivery.id);
    if (!next) {
        log::error("site", "webhook given up event={} delivery={} attempts={} reason=\"{}\"",
                   delivery.event, id, delivery.attempts + 1, reason);
        co_await outbox_.remove(delivery.id);
        co_return;
    }
    const std::chrono::duration<double> wait = *next - now;
    log::warning("site",
                 "webhook not taken event={} delivery={} attempts={} reason=\"{}\" wait={:.0f}",
                 delivery.event, id, delivery.attempts + 1, reason, wait.count());
    co_await outbox_.postpone(delivery.id, *next);
}

namespace {

asio::awaitable<Result<unsigned>> post(std::shared_ptr<net::HttpClient> client, std::string url,
                                       site::SignedDelivery delivery) {
    net::HttpCall call{.method = "POST",
                       .url = std::move(url),
                       .headers = {{"Content-Type", "application/json"},
                                   {"User-Agent", "Freshet"},
                                   {"Freshet-Event", std::move(delivery.event)},
                                   {"Freshet-Delivery", std::move(delivery.id)},
                                   {"Freshet-Timestamp", std::move(delivery.timestamp)},
                                   {"Freshet-Signature", std::move(delivery.signature)}},
                       .body = std::move(delivery.body)};
    const auto answer = co_await client->send(std::move(call));
    if (!answer) co_return std::unexpected(answer.error());
    co_return answer->status;
}

}  // namespace

WebhookSender::Post post_to(std::string url) {
    // What a receiver has to say is its status; the rest is only bounded.
    auto client =
        std::make_shared<net::HttpClient>(net::HttpClient::Config{.body_bytes_max = 64 * 1024});
    return [client = std::move(client), url = std::move(url)](site::SignedDelivery delivery) {
        return post(client, url, std::move(delivery));
    };
}

}  // namespace freshet::app
