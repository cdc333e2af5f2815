#include "store/sql/subscriptions_repository.hpp"

#include <utility>

#include "store/sql/subscription_acts.hpp"
#include "store/sql/subscription_rows.hpp"

namespace freshet::sql {

using community::BillingEvent;
using community::Heard;
using community::Subscription;
using community::SubscriptionChange;

asio::awaitable<Result<Subscription>> SubscriptionsRepository::begin(
    community::SubscriptionDraft draft) {
    return database_.write([draft = std::move(draft)](Session& session) {
        return begin_subscription(session, draft);
    });
}

asio::awaitable<void> SubscriptionsRepository::note_checkout(SubscriptionId id, std::string ref,
                                                             std::string url) {
    return database_.write([id, ref = std::move(ref), url = std::move(url)](Session& session) {
        auto statement = session.prepare(R"(
            UPDATE subscriptions
            SET checkout_ref = :ref, checkout_url = :url,
                must_end = CASE WHEN abandoned_at IS NULL THEN must_end ELSE 1 END
            WHERE id = :id)");
        statement.use(ref).use(url).use(id).run();
    });
}

asio::awaitable<void> SubscriptionsRepository::abandon(SubscriptionId id, WallTime now) {
    return database_.write([id, now](Session& session) { abandon_subscription(session, id, now); });
}

asio::awaitable<Heard> SubscriptionsRepository::hear(std::string provider, BillingEvent event,
                                                     WallTime now) {
    return database_.write(
        [provider = std::move(provider), event = std::move(event), now](Session& session) {
            return hear_billing(session, provider, event, now);
        });
}

asio::awaitable<std::optional<Subscription>> SubscriptionsRepository::cancel_at_end(
    SubscriptionId id, WallTime now) {
    return database_.write(
        [id, now](Session& session) { return cancel_subscription(session, id, now); });
}

asio::awaitable<std::optional<Subscription>> SubscriptionsRepository::find(SubscriptionId id) {
    return database_.read([id](Session& session) { return load_subscription(session, id); });
}

asio::awaitable<std::optional<Subscription>> SubscriptionsRepository::find_by_checkout(
    std::string provider, std::string ref) {
    return database_.read([provider = std::move(provider),
                           ref = std::move(ref)](Session& session) -> std::optional<Subscription> {
        auto found =
            load_subscriptions(session, "WHERE s.checkout_ref = :ref AND s.provider = :provider",
                               [&](Statement& statement) { statement.use(ref).use(provider); });
        if (ref.empty() || found.empty()) return std::nullopt;
        return std::move(found.front());
    });
}

asio::awaitable<std::vector<Subscription>> SubscriptionsRepository::of_subscriber(
    UserId user, std::size_t count_max) {
    return database_.read([user, count_max](Session& session) {
        return load_subscriptions(
            session, R"(
            WHERE s.user_id = :user AND (s.started_at IS NOT NULL OR s.status = 'pending')
            ORDER BY s.id DESC
            LIMIT :max)",
            [&](Statement& statement) { statement.use(user).use(count_max); });
    });
}

asio::awaitable<community::Subscribers> SubscriptionsRepository::of_streamer(UserId streamer,
                                                                             Page page,
                                                                             WallTime now) {
    return database_.read([streamer, page, now](Session& session) {
        return list_subscribers(session, streamer, page, now);
    });
}

asio::awaitable<std::uint64_t> SubscriptionsRepository::count_begun(UserId streamer,
                                                                    community::Period period) {
    return database_.read([streamer, period](Session& session) {
        std::uint64_t count = 0;
        auto statement = session.prepare(R"(
            SELECT COUNT(*)
            FROM subscriptions
            WHERE streamer_id = :streamer AND started_at >= :begin AND started_at < :end)");
        statement.use(streamer).use(period.from).use(period.to).into(count).next();
        return count;
    });
}

asio::awaitable<std::vector<SubscriptionChange>> SubscriptionsRepository::sweep(
    WallTime now, std::size_t count_max) {
    return database_.write([now, count_max](Session& session) {
        return sweep_subscriptions(session, now, count_max);
    });
}

asio::awaitable<void> SubscriptionsRepository::forget(WallTime before) {
    return database_.write([before](Session& session) { forget_billing(session, before); });
}

asio::awaitable<std::vector<Subscription>> SubscriptionsRepository::to_end(std::string provider,
                                                                           std::size_t count_max) {
    return database_.read([provider = std::move(provider), count_max](Session& session) {
        return load_subscriptions(
            session, "WHERE s.must_end = 1 AND s.provider = :provider ORDER BY s.id LIMIT :max",
            [&](Statement& statement) { statement.use(provider).use(count_max); });
    });
}

asio::awaitable<void> SubscriptionsRepository::note_ended(SubscriptionId id) {
    return database_.write([id](Session& session) {
        session.prepare("UPDATE subscriptions SET must_end = 0 WHERE id = :id").use(id).run();
    });
}

}  // namespace freshet::sql
