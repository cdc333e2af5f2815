#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/page.hpp"
#include "base/result.hpp"
#include "community/subscription.hpp"
#include "community/subscription_error.hpp"

namespace freshet::community {

/// Somebody who means to subscribe.
struct SubscriptionDraft {
    SubscriptionId id;
    UserId subscriber;
    UserId streamer;
    Tier tier = Tier::basic;
    PaymentMethod method = PaymentMethod::card;
    std::string provider;
    WallTime now;
};

/// A subscription as it is after something was heard of it.
struct SubscriptionChange {
    Subscription subscription;
    bool was_in_force = false;
    bool is_in_force = false;
};

/// What came of an event.
struct Heard {
    enum class Outcome : std::uint8_t { taken, repeated, unknown };

    Outcome outcome = Outcome::taken;
    std::vector<SubscriptionChange> changes{};  // Its own, and those of what it replaces.
};

/// A time from `from` up to, and without, `to`.
struct Period {
    WallTime from;
    WallTime to;
};

/// Where subscriptions are kept. Every method is one transaction, and what it returned survives a
/// crash. Of two people one subscription is in force: the one that was asked for last of those that
/// were paid. The others are to be ended at their providers. A database that is down throws. From
/// any thread.
class SubscriptionRepository {
public:
    virtual ~SubscriptionRepository() = default;

    /// A new row, or the one that waits for the same payment; another checkout that is open is
    /// abandoned. SubscriptionErrc::already_subscribed.
    virtual asio::awaitable<Result<Subscription>> begin(SubscriptionDraft draft) = 0;

    /// Of one that was abandoned meanwhile: the page is to be closed.
    virtual asio::awaitable<void> note_checkout(SubscriptionId id, std::string ref,
                                                std::string url) = 0;

    /// The provider would not have it.
    virtual asio::awaitable<void> abandon(SubscriptionId id, WallTime now) = 0;

    /// Keeps what the event says, together with its id: the same one has no second effect.
    virtual asio::awaitable<Heard> hear(std::string provider, BillingEvent event, WallTime now) = 0;

    virtual asio::awaitable<std::optional<Subscription>> cancel_at_end(SubscriptionId id,
                                                                       WallTime now) = 0;

    virtual asio::awaitable<std::optional<Subscription>> find(SubscriptionId id) = 0;
    virtual asio::awaitable<std::optional<Subscription>> find_by_checkout(std::string provider,
                                                                          std::string ref) = 0;

    /// Those that began or may still begin, the newest first, not more than `count_max`.
    virtual asio::awaitable<std::vector<Subscription>> of_subscriber(UserId user,
                                                                     std::size_t count_max) = 0;

    /// Those that are in force, the newest first.
    virtual asio::awaitable<Subscribers> of_streamer(UserId streamer, Page page, WallTime now) = 0;

    /// How many began in that time.
    virtual asio::awaitable<std::uint64_t> count_begun(UserId streamer, Period period) = 0;

    /// Judges anew what time alone has changed, and ends what belongs to an account that is gone;
    /// not more than `count_max`.
    virtual asio::awaitable<std::vector<SubscriptionChange>> sweep(WallTime now,
                                                                   std::size_t count_max) = 0;

    /// Forgets events heard before, and rows older than that which never began.
    virtual asio::awaitable<void> forget(WallTime before) = 0;

    /// Those that are to be ended at their provider, not more than `count_max`.
    virtual asio::awaitable<std::vector<Subscription>> to_end(std::string provider,
                                                              std::size_t count_max) = 0;
    virtual asio::awaitable<void> note_ended(SubscriptionId id) = 0;
};

}  // namespace freshet::community
