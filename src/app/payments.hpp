#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "app/config.hpp"
#include "base/events.hpp"
#include "community/subscriptions.hpp"
#include "net/http_client.hpp"
#include "net/io_threads.hpp"
#include "net/task_group.hpp"
#include "serve/api/subscription_routes.hpp"
#include "serve/payments/development_provider.hpp"
#include "serve/payments/stripe_provider.hpp"

namespace freshet::app {

/// Subscriptions, with the provider that the configuration names, and the rounds that time asks
/// for, on one io thread. Made and ended by the main thread; `stop` is called before the io threads
/// stop.
class Payments {
public:
    Payments(const Config& config, community::SubscriptionRepository& repository, EventBus& events,
             net::IoThread& thread);

    /// What is wrong with the settings of payments together, in one line; nothing: they fit.
    static std::optional<std::string> complaint(const PaymentsConfig& config);

    /// What can be paid for.
    static std::vector<community::Tier> tiers(const PaymentsConfig& config);

    [[nodiscard]] community::Subscriptions& subscriptions() { return subscriptions_; }

    /// What the API hands on to the provider in force.
    [[nodiscard]] api::PaymentSeams seams();

    /// Begins the rounds.
    void start();

    /// Not on an io thread.
    void stop();

private:
    boost::asio::awaitable<void> keep_rounds();
    boost::asio::awaitable<void> join();
    [[nodiscard]] community::PaymentProvider* provider();

    PaymentsConfig config_;
    net::IoThread& thread_;
    net::TaskGroup rounds_;
    net::HttpClient client_{{}};
    std::optional<payments::StripeProvider> stripe_;
    std::optional<payments::DevelopmentProvider> development_;
    community::Subscriptions subscriptions_;
};

}  // namespace freshet::app
