#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "community/payment_provider.hpp"
#include "community/subscriptions.hpp"

namespace freshet::payments {

namespace asio = boost::asio;

/// Payments for who develops Freshet: nobody pays, and whoever has begun a checkout says how it
/// went. Never where real people subscribe. Used by all io threads at once.
class DevelopmentProvider final : public community::PaymentProvider {
public:
    explicit DevelopmentProvider(WallClock clock) : clock_(std::move(clock)) {}

    [[nodiscard]] std::string_view name() const override { return "development"; }

    asio::awaitable<Result<community::Checkout>> begin_checkout(
        community::CheckoutOrder order) override;
    asio::awaitable<Result<std::optional<community::BillingEvent>>> close_checkout(
        community::Subscription subscription) override;
    asio::awaitable<Result<void>> cancel_at_end(community::Subscription subscription) override;
    asio::awaitable<Result<void>> end(community::Subscription subscription) override;
    asio::awaitable<Result<void>> refund(community::Subscription subscription,
                                         std::string payment) override;

    /// Somebody pays or declines in a checkout of his own: SubscriptionErrc::not_found for others,
    /// and for what is closed.
    asio::awaitable<Result<community::Subscription>> settle(
        UserId subscriber, std::string session, bool pays,
        community::Subscriptions& subscriptions) const;

private:
    WallClock clock_;
};

}  // namespace freshet::payments
