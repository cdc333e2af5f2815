#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <set>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "app/background.hpp"
#include "base/result.hpp"
#include "base/secret_text.hpp"
#include "site/webhooks.hpp"

namespace freshet::app {

/// Brings to their receiver what waits in the outbox: of a lane one after the other, of different
/// lanes a few at once. What the receiver does not take is tried again, rarer and rarer. Lives on
/// the background's thread, and goes after it has stopped.
class WebhookSender {
public:
    struct Config {
        SecretText secret;
        std::size_t in_flight_max = 4;
        std::chrono::milliseconds round = std::chrono::seconds(1);  // From one look to the next.
        site::Retries retries{};
    };

    /// Gives the status of the receiver's answer.
    using Post = std::function<boost::asio::awaitable<Result<unsigned>>(site::SignedDelivery)>;

    WebhookSender(Config config, site::DeliveryRepository& outbox, Background& background,
                  Post post);

    /// Sends from now on. From any thread, once.
    void start();

private:
    class Looking;
    class InFlight;

    boost::asio::awaitable<void> look();
    boost::asio::awaitable<void> deliver(site::Delivery delivery);
    boost::asio::awaitable<void> try_later(site::Delivery delivery, std::string reason);

    Config config_;
    site::DeliveryRepository& outbox_;
    Background& background_;
    Post post_;
    bool looking_ = false;
    std::set<site::DeliveryId> in_flight_;
};

/// Posts to this address, following no redirect, within bounds of time and size.
[[nodiscard]] WebhookSender::Post post_to(std::string url);

}  // namespace freshet::app
