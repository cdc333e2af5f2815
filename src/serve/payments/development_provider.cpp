#include "serve/payments/development_provider.hpp"

#include <utility>

#include "community/subscription_error.hpp"

namespace freshet::payments {

using community::BillingEvent;
using community::Subscription;
using Errc = community::SubscriptionErrc;

namespace {

constexpr std::chrono::days paid_time{30};

}  // namespace

asio::awaitable<Result<community::Checkout>> DevelopmentProvider::begin_checkout(
    community::CheckoutOrder order) {
    const auto session = to_string(order.subscription.id);
    co_return community::Checkout{.ref = session,
                                  .url = "/subscribe/development?session=" + session};
}

asio::awaitable<Result<std::optional<BillingEvent>>> DevelopmentProvider::close_checkout(
    Subscription) {
    co_return std::optional<BillingEvent>();
}

asio::awaitable<Result<void>> DevelopmentProvider::cancel_at_end(Subscription) {
    co_return Result<void>();
}

asio::awaitable<Result<void>> DevelopmentProvider::end(Subscription) { co_return Result<void>(); }

asio::awaitable<Result<void>> DevelopmentProvider::refund(Subscription, std::string) {
    co_return Result<void>();
}

asio::awaitable<Result<Subscription>> DevelopmentProvider::settle(
    UserId subscriber, std::string session, bool pays,
    community::Subscriptions& subscriptions) const {
    const auto row = co_await subscriptions.find_by_checkout(session);
    if (!row || row->subscriber.id != subscriber) co_return fail(Errc::not_found);
    if (pays && row->billing.facts().abandoned_at) co_return fail(Errc::not_found);
    BillingEvent event{
        .id = "checkout of " + session,
        .kind = pays ? BillingEvent::Kind::paid : BillingEvent::Kind::checkout_expired,
        .at = clock_(),
        .subscription = row->id};
    if (pays) {
        event.payment = "payment of " + session;
        event.period_end = clock_() + paid_time;
    }
    (void)co_await subscriptions.hear(std::move(event));  // The row is there; twice is once.
    const auto after = co_await subscriptions.find_by_checkout(std::move(session));
    if (!after) co_return fail(Errc::not_found);
    co_return *after;
}

}  // namespace freshet::payments
