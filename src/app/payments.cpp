#include "app/payments.hpp"

#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.hpp"
#include "net/run_to_end.hpp"

namespace freshet::app {

namespace asio = boost::asio;
using namespace std::chrono_literals;

std::optional<std::string> Payments::complaint(const PaymentsConfig& config) {
    const bool has_key = !config.stripe.secret_key.empty();
    if (config.provider == PaymentsConfig::Provider::development && has_key) {
        return "PAYMENTS_PROVIDER: development gives away what STRIPE_SECRET_KEY is there to sell: "
               "unset one of them";
    }
    if (has_key && config.stripe.webhook_secret.empty()) {
        return "STRIPE_WEBHOOK_SECRET: is needed with STRIPE_SECRET_KEY: without it no payment is "
               "ever heard of";
    }
    return std::nullopt;
}

std::vector<community::Tier> Payments::tiers(const PaymentsConfig& config) {
    using enum community::Tier;
    const bool is_played = config.provider == PaymentsConfig::Provider::development;
    if (!is_played && config.stripe.secret_key.empty()) return {};

    std::vector<community::Tier> tiers;
    for (const auto tier : {basic, pro, premium}) {
        const auto& price = config.stripe.prices.at(static_cast<std::size_t>(tier));
        if (is_played || !price.empty()) tiers.push_back(tier);
    }
    return tiers;
}

Payments::Payments(const Config& config, community::SubscriptionRepository& repository,
                   EventBus& events, net::IoThread& thread)
    : config_(config.payments),
      thread_(thread),
      rounds_(thread.context().get_executor()),
      subscriptions_(repository, provider(), events, wall_now) {}

/// Made when it is first asked for, in the constructor.
community::PaymentProvider* Payments::provider() {
    if (config_.provider == PaymentsConfig::Provider::development) {
        log::warning("payments", "development: nobody pays, and whoever asks is subscribed");
        return &development_.emplace(wall_now);
    }
    if (config_.stripe.secret_key.empty()) return nullptr;
    return &stripe_.emplace(config_.stripe, client_, wall_now);
}

api::PaymentSeams Payments::seams() {
    api::PaymentSeams seams;
    if (development_) {
        seams.settle = [this](UserId subscriber, std::string session, bool pays) {
            return development_->settle(subscriber, std::move(session), pays, subscriptions_);
        };
    }
    if (stripe_) {
        seams.stripe = [this](std::string body, std::string signature) {
            return stripe_->take(std::move(body), std::move(signature), subscriptions_);
        };
    }
    return seams;
}

void Payments::start() {
    thread_.post([this] { rounds_.spawn("payments", keep_rounds()); });
}

void Payments::stop() {
    net::run_to_end(thread_, [this] { return join(); });
}

asio::awaitable<void> Payments::join() {
    rounds_.cancel();
    co_await rounds_.join(0s);
}

asio::awaitable<void> Payments::keep_rounds() {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    while (true) {
        timer.expires_after(config_.round);
        const auto [error] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
        if (error) co_return;
        // A task of its own: a database that is away ends it, and not the rounds.
        if (rounds_.size() == 1) rounds_.spawn("payments: round", subscriptions_.round());
    }
}

}  // namespace freshet::app
