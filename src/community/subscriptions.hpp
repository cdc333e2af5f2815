#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/events.hpp"
#include "base/result.hpp"
#include "community/payment_provider.hpp"
#include "community/subscription_repository.hpp"

namespace freshet::community {

/// What somebody asks for who wants to subscribe.
struct SubscriptionWish {
    UserId subscriber;
    std::string email;
    UserId streamer;
    Tier tier = Tier::basic;
    PaymentMethod method = PaymentMethod::card;
    std::string success_url;
    std::string cancel_url;
};

/// Paid subscriptions, from the wish to the end. They come into force by what the payment provider
/// says, and events tell of it once it is on disk. Used by all io threads at once; what it refers
/// to outlives it. Reasons of refusal are SubscriptionErrc; a database that is down throws.
class Subscriptions {
public:
    /// With no provider nobody can begin a subscription, and those that are there can be read.
    Subscriptions(SubscriptionRepository& repository, PaymentProvider* provider, EventBus& events,
                  WallClock clock);

    /// A pending subscription with the page on which to pay. A wish for another tier replaces the
    /// subscription that is in force once it is paid, and so does one after a cancellation.
    asio::awaitable<Result<Subscription>> begin(SubscriptionWish wish);

    /// It is not renewed; what was paid for goes on. While nobody has paid, its page closes, and it
    /// never begins. Twice is once.
    asio::awaitable<Result<Subscription>> cancel(SubscriptionId id, UserId subscriber);

    /// Gives the newest payment back and ends it.
    asio::awaitable<Result<Subscription>> refund(SubscriptionId id);

    /// News of the provider. True: taken, now or before. False: of a subscription that is not ours.
    asio::awaitable<bool> hear(BillingEvent event);

    asio::awaitable<std::optional<Subscription>> find_by_checkout(std::string ref);
    asio::awaitable<std::vector<Subscription>> of_subscriber(UserId user);
    asio::awaitable<Subscribers> of_streamer(UserId streamer, Page page);

    /// For statistics: how many new ones a streamer got in that time.
    asio::awaitable<std::uint64_t> count_begun(UserId streamer, Period period);

    /// To be called every minute or so: what time alone has ended ends, and what is to be ended at
    /// the provider is.
    asio::awaitable<void> round();

    [[nodiscard]] Judgement judge(const Subscription& subscription) const {
        return subscription.billing.judge(clock_());
    }

private:
    asio::awaitable<Result<Subscription>> call_off(Subscription row);
    asio::awaitable<Result<Subscription>> renew_no_more(Subscription row);
    [[nodiscard]] bool is_of_provider(const Subscription& row) const;
    asio::awaitable<void> end_at_provider();
    void tell(const std::vector<SubscriptionChange>& changes);

    SubscriptionRepository& repository_;
    PaymentProvider* provider_;
    EventBus& events_;
    WallClock clock_;
};

}  // namespace freshet::community
