#include "community/subscriptions.hpp"

#include <utility>

#include "base/log.hpp"

namespace freshet::community {

using Errc = SubscriptionErrc;

namespace {

// How many rows one round judges, and how many the provider is told of.
constexpr std::size_t swept_max = 500;
constexpr std::size_t ended_max = 50;
constexpr std::size_t listed_max = 200;  // In the list of one subscriber.

// Providers repeat an event for days. What never began is of no use to anybody for longer.
constexpr std::chrono::days memory{60};

}  // namespace

Subscriptions::Subscriptions(SubscriptionRepository& repository, PaymentProvider* provider,
                             EventBus& events, WallClock clock)
    : repository_(repository), provider_(provider), events_(events), clock_(std::move(clock)) {}

asio::awaitable<Result<Subscription>> Subscriptions::begin(SubscriptionWish wish) {
    if (provider_ == nullptr) co_return fail(Errc::not_configured);
    if (wish.subscriber == wish.streamer) co_return fail(Errc::own_channel);
    SubscriptionDraft draft{.id = SubscriptionId::make(),
                            .subscriber = wish.subscriber,
                            .streamer = wish.streamer,
                            .tier = wish.tier,
                            .method = wish.method,
                            .provider = std::string(provider_->name()),
                            .now = clock_()};
    auto row = co_await repository_.begin(std::move(draft));
    if (!row || !row->checkout_url.empty()) co_return row;

    CheckoutOrder order{.subscription = *row,
                        .email = std::move(wish.email),
                        .success_url = std::move(wish.success_url),
                        .cancel_url = std::move(wish.cancel_url)};
    const auto checkout = co_await provider_->begin_checkout(std::move(order));
    // After an outage the row waits: who asks again goes on with it, and is not asked to pay twice.
    if (!checkout && checkout.error() != Errc::provider_unavailable) {
        co_await repository_.abandon(row->id, clock_());
    }
    if (!checkout) co_return std::unexpected(checkout.error());
    co_await repository_.note_checkout(row->id, checkout->ref, checkout->url);
    row->checkout_ref = checkout->ref;
    row->checkout_url = checkout->url;
    co_return row;
}

asio::awaitable<Result<Subscription>> Subscriptions::cancel(SubscriptionId id, UserId subscriber) {
    auto row = co_await repository_.find(id);
    if (!row || row->subscriber.id != subscriber) co_return fail(Errc::not_found);
    if (judge(*row).status == SubscriptionStatus::pending) {
        co_return co_await call_off(*std::move(row));
    }
    co_return co_await renew_no_more(*std::move(row));
}

/// Who has paid a moment before has a subscription, and does not renew it.
asio::awaitable<Result<Subscription>> Subscriptions::call_off(Subscription row) {
    std::optional<BillingEvent> paid;
    if (!row.checkout_ref.empty()) {
        if (!is_of_provider(row)) co_return fail(Errc::not_configured);
        auto closed = co_await provider_->close_checkout(row);
        if (!closed) co_return std::unexpected(closed.error());
        paid = *std::move(closed);
    }
    const bool is_paid = paid.has_value();
    if (is_paid) {
        (void)co_await hear(*std::move(paid));  // The row is there.
    } else {
        co_await repository_.abandon(row.id, clock_());
    }
    auto after = co_await repository_.find(row.id);
    if (!after) co_return fail(Errc::not_found);
    if (is_paid) co_return co_await renew_no_more(*std::move(after));
    co_return *std::move(after);
}

asio::awaitable<Result<Subscription>> Subscriptions::renew_no_more(Subscription row) {
    const auto judged = judge(row);
    if (!judged.in_force() || judged.status == SubscriptionStatus::canceled) co_return row;
    if (!is_of_provider(row)) co_return fail(Errc::not_configured);

    const auto canceled = co_await provider_->cancel_at_end(row);
    if (!canceled) co_return std::unexpected(canceled.error());
    const auto after = co_await repository_.cancel_at_end(row.id, clock_());
    if (!after) co_return fail(Errc::not_found);
    co_return *after;
}

bool Subscriptions::is_of_provider(const Subscription& row) const {
    return provider_ != nullptr && provider_->name() == row.provider;
}

asio::awaitable<Result<Subscription>> Subscriptions::refund(SubscriptionId id) {
    const auto row = co_await repository_.find(id);
    if (!row) co_return fail(Errc::not_found);
    const auto* newest = row->billing.newest_payment();
    if (newest == nullptr) co_return fail(Errc::nothing_to_refund);
    if (!is_of_provider(*row)) co_return fail(Errc::not_configured);

    const std::string payment = newest->ref;
    const auto refunded = co_await provider_->refund(*row, payment);
    if (!refunded) co_return std::unexpected(refunded.error());
    BillingEvent event{.id = "refund of " + payment,
                       .kind = BillingEvent::Kind::refunded,
                       .at = clock_(),
                       .subscription = id,
                       .payment = payment};
    (void)co_await hear(std::move(event));  // The row is there.
    const auto after = co_await repository_.find(id);
    if (!after) co_return fail(Errc::not_found);
    co_return *after;
}

asio::awaitable<bool> Subscriptions::hear(BillingEvent event) {
    const std::string provider(provider_ == nullptr ? "" : provider_->name());
    const auto heard = co_await repository_.hear(provider, std::move(event), clock_());
    tell(heard.changes);
    co_return heard.outcome != Heard::Outcome::unknown;
}

asio::awaitable<std::optional<Subscription>> Subscriptions::find_by_checkout(std::string ref) {
    const std::string provider(provider_ == nullptr ? "" : provider_->name());
    return repository_.find_by_checkout(provider, std::move(ref));
}

asio::awaitable<std::vector<Subscription>> Subscriptions::of_subscriber(UserId user) {
    return repository_.of_subscriber(user, listed_max);
}

asio::awaitable<Subscribers> Subscriptions::of_streamer(UserId streamer, Page page) {
    return repository_.of_streamer(streamer, page, clock_());
}

asio::awaitable<std::uint64_t> Subscriptions::count_begun(UserId streamer, Period period) {
    return repository_.count_begun(streamer, period);
}

asio::awaitable<void> Subscriptions::round() {
    const auto now = clock_();
    const auto changes = co_await repository_.sweep(now, swept_max);
    tell(changes);
    co_await repository_.forget(now - memory);
    if (provider_ != nullptr) co_await end_at_provider();
}

/// What could not be ended stays to be ended in a later round.
asio::awaitable<void> Subscriptions::end_at_provider() {
    const auto rows = co_await repository_.to_end(std::string(provider_->name()), ended_max);
    for (const auto& row : rows) {
        const auto ended = co_await provider_->end(row);
        if (!ended && ended.error() == Errc::provider_unavailable) {
            log::warning("payments", "cannot end subscription={} why=\"{}\"", to_string(row.id),
                         ended.error().message());
            co_return;
        }
        if (!ended) {
            log::warning("payments", "has nothing to end subscription={} why=\"{}\"",
                         to_string(row.id), ended.error().message());
        }
        co_await repository_.note_ended(row.id);
    }
}

void Subscriptions::tell(const std::vector<SubscriptionChange>& changes) {
    const auto at = clock_();
    for (const auto& [row, was_in_force, is_in_force] : changes) {
        if (was_in_force == is_in_force) continue;
        const std::string tier(to_string(row.tier));
        log::info("payments", "{} subscription={} tier={}", is_in_force ? "began" : "ended",
                  to_string(row.id), tier);
        if (is_in_force) {
            events_.publish(SubscriptionBegan{.subscription = row.id,
                                              .subscriber = row.subscriber.id,
                                              .username = row.subscriber.username,
                                              .streamer = row.streamer.id,
                                              .tier = tier,
                                              .at = at});
        } else {
            events_.publish(SubscriptionEnded{.subscription = row.id,
                                              .subscriber = row.subscriber.id,
                                              .streamer = row.streamer.id,
                                              .tier = tier,
                                              .at = at});
        }
    }
}

}  // namespace freshet::community
