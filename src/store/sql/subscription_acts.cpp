#include "store/sql/subscription_acts.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "store/sql/outbox.hpp"
#include "store/sql/subscription_rows.hpp"

namespace freshet::sql {

using community::Billing;
using community::BillingEvent;
using community::BillingStanding;
using community::Heard;
using community::Subscription;
using community::SubscriptionChange;
using community::SubscriptionDraft;
using community::SubscriptionErrc;
using community::SubscriptionStatus;

namespace {

using Bind = std::function<void(Statement&)>;

/// All that has been between two people and is not long over, the newest last.
std::vector<Subscription> load_between(Session& session, UserId subscriber, UserId streamer) {
    return load_subscriptions(
        session, "WHERE s.user_id = :user AND s.streamer_id = :streamer ORDER BY s.id",
        [&](Statement& statement) { statement.use(subscriber).use(streamer); });
}

/// The status that the row has, whatever the time is now.
bool stored_in_force(Session& session, SubscriptionId id) {
    std::int64_t count = 0;
    auto statement = session.prepare("SELECT COUNT(*) FROM subscriptions s WHERE s.id = :id AND " +
                                     std::string(is_in_force));
    statement.use(id).into(count).next();
    return count > 0;
}

void must_end(Session& session, SubscriptionId id) {
    session.prepare("UPDATE subscriptions SET must_end = 1 WHERE id = :id").use(id).run();
}

std::string known_customer(Session& session, const SubscriptionDraft& draft) {
    std::string customer;
    auto statement = session.prepare(R"(
        SELECT customer_ref
        FROM subscriptions
        WHERE user_id = :user AND provider = :provider AND customer_ref <> ''
        ORDER BY id DESC
        LIMIT 1)");
    statement.use(draft.subscriber).use(draft.provider).into(customer);
    (void)statement.next();  // None: empty.
    return customer;
}

/// For the receiver of webhooks: whatever makes a subscription begin or end comes by here.
void tell(Session& session, const SubscriptionChange& change, WallTime now) {
    using enum site::WebhookEvent;
    if (change.was_in_force == change.is_in_force) return;
    const auto& row = change.subscription;
    note_outgoing(session, change.is_in_force ? subscription_created : subscription_ended,
                  {.subscription = row.id,
                   .subscriber = row.subscriber.id,
                   .streamer = row.streamer.id,
                   .tier = std::string(to_string(row.tier)),
                   .at = now});
}

SubscriptionChange judge_anew(Session& session, const Subscription& row, WallTime now) {
    const bool before = stored_in_force(session, row.id);
    store_subscription(session, row, now);
    SubscriptionChange change{.subscription = row,
                              .was_in_force = before,
                              .is_in_force = row.billing.judge(now).in_force()};
    tell(session, change, now);
    return change;
}

SubscriptionChange replace(Session& session, Subscription row, WallTime now) {
    row.billing.replace(now);
    must_end(session, row.id);
    return judge_anew(session, row, now);
}

/// Whether its provider may still take money for it.
bool goes_on(const Subscription& row, WallTime now) {
    const auto& facts = row.billing.facts();
    return row.billing.judge(now).in_force() ||
           (!row.subscription_ref.empty() && facts.standing != BillingStanding::ended);
}

/// Of what is in force between two people the newest stays (`newest`; none: the first row). Rows
/// that lose are written before the one that wins, for the index has room for one.
std::vector<SubscriptionChange> settle(Session& session, const Subscription& changed,
                                       WallTime now) {
    std::vector<SubscriptionChange> changes;
    auto rows = load_between(session, changed.subscriber.id, changed.streamer.id);
    std::ranges::replace_if(
        rows, [&](const Subscription& row) { return row.id == changed.id; }, changed);
    const auto from_newest =
        std::ranges::find_if(rows.rbegin(), rows.rend(),
                             [now](const auto& row) { return row.billing.judge(now).in_force(); });
    const auto newest = from_newest == rows.rend() ? rows.begin() : std::prev(from_newest.base());
    for (auto row = rows.begin(); row != rows.end(); ++row) {
        const bool loses = row < newest;
        const bool is_new = !row->billing.facts().replaced_at;
        if (loses && is_new && goes_on(*row, now)) {
            changes.push_back(replace(session, *row, now));
        } else if (row->id == changed.id) {
            changes.push_back(judge_anew(session, *row, now));
        }
    }
    return changes;
}

std::optional<Subscription> find_where(Session& session, std::string_view rest, const Bind& bind) {
    auto found = load_subscriptions(session, rest, bind);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

/// Whose event it is. A row that is tied to another subscription of the provider is not it.
std::optional<Subscription> find_concerned(Session& session, std::string_view provider,
                                           const BillingEvent& event) {
    std::optional<Subscription> row;
    if (event.subscription) row = load_subscription(session, *event.subscription);
    if (!row && !event.subscription_ref.empty()) {
        row = find_where(
            session, "WHERE s.subscription_ref = :ref AND s.provider = :provider",
            [&](Statement& statement) { statement.use(event.subscription_ref).use(provider); });
    }
    if (!row && !event.payment.empty()) {
        row = find_where(session, R"(
            WHERE s.provider = :provider AND s.id IN (
                SELECT subscription_id FROM subscription_payments WHERE ref = :ref))",
                         [&](Statement& statement) { statement.use(provider).use(event.payment); });
    }
    const bool is_tied_elsewhere = row && !row->subscription_ref.empty() &&
                                   !event.subscription_ref.empty() &&
                                   row->subscription_ref != event.subscription_ref;
    if (!row || row->provider != provider || is_tied_elsewhere) return std::nullopt;
    return row;
}

/// False: it was heard before.
bool note_event(Session& session, std::string_view provider, std::string_view id, WallTime now) {
    auto statement = session.prepare(R"(
        INSERT INTO billing_events (provider, id, heard_at)
        VALUES (:provider, :id, :heard_at)
        ON CONFLICT DO NOTHING)");
    return statement.use(provider).use(id).use(now).run() == 1;
}

void keep_payment(Session& session, const Subscription& row, std::string_view ref) {
    for (const auto& payment : row.billing.facts().payments) {
        if (payment.ref == ref) store_payment(session, row.id, payment);
    }
}

/// Of a subscription that was replaced: its provider goes on with it.
bool means_more_payments(const BillingEvent& event) {
    using enum BillingEvent::Kind;
    return event.kind == paid || event.kind == checkout_completed ||
           (event.kind == stands && event.standing != BillingStanding::ended);
}

}  // namespace

Result<Subscription> begin_subscription(Session& session, const SubscriptionDraft& draft) {
    using enum SubscriptionStatus;
    std::optional<Subscription> waiting;
    for (auto& row : load_between(session, draft.subscriber, draft.streamer)) {
        const auto status = row.billing.judge(draft.now).status;
        if ((status == active || status == past_due) && row.tier == draft.tier) {
            return fail(SubscriptionErrc::already_subscribed);
        }
        if (status != pending) continue;
        const bool is_same =
            row.tier == draft.tier && row.method == draft.method && row.provider == draft.provider;
        if (is_same && !waiting) {
            waiting = std::move(row);
            continue;
        }
        row.billing.abandon(draft.now);
        if (!row.checkout_ref.empty()) must_end(session, row.id);
        store_subscription(session, row, draft.now);
    }
    if (waiting) return *std::move(waiting);

    const Subscription made{.id = draft.id,
                            .subscriber = {.id = draft.subscriber},
                            .streamer = {.id = draft.streamer},
                            .tier = draft.tier,
                            .method = draft.method,
                            .provider = draft.provider,
                            .customer_ref = known_customer(session, draft),
                            .billing = Billing({.created_at = draft.now})};
    insert_subscription(session, made, draft.now);
    return load_subscription(session, made.id).value();
}

void abandon_subscription(Session& session, SubscriptionId id, WallTime now) {
    auto row = load_subscription(session, id);
    if (!row) return;
    row->billing.abandon(now);
    store_subscription(session, *row, now);
}

Heard hear_billing(Session& session, std::string_view provider, const BillingEvent& event,
                   WallTime now) {
    auto row = find_concerned(session, provider, event);
    if (!row) return {.outcome = Heard::Outcome::unknown};
    if (!note_event(session, provider, event.id, now)) return {.outcome = Heard::Outcome::repeated};
    row->billing.hear(event);
    if (row->subscription_ref.empty()) row->subscription_ref = event.subscription_ref;
    if (!event.customer_ref.empty()) row->customer_ref = event.customer_ref;
    keep_payment(session, *row, event.payment);
    if (row->billing.facts().replaced_at && means_more_payments(event)) must_end(session, row->id);
    return {.outcome = Heard::Outcome::taken, .changes = settle(session, *row, now)};
}

std::optional<Subscription> cancel_subscription(Session& session, SubscriptionId id, WallTime now) {
    auto row = load_subscription(session, id);
    if (!row) return std::nullopt;
    row->billing.cancel_at_end();
    (void)judge_anew(session, *row, now);  // Who cancels too late ends it.
    return row;
}

community::Subscribers list_subscribers(Session& session, UserId streamer, Page page,
                                        WallTime now) {
    const std::string condition =
        " WHERE s.streamer_id = :streamer AND s.in_force_until > :now AND " +
        std::string(is_in_force);
    community::Subscribers found;
    auto tier = community::Tier::basic;
    std::uint64_t count = 0;
    auto statement = session.prepare("SELECT s.tier, COUNT(*) FROM subscriptions s" + condition +
                                     " GROUP BY s.tier");
    statement.use(streamer).use(now).into(tier, community::tier_from).into(count);
    while (statement.next()) {
        found.by_tier.at(static_cast<std::size_t>(tier)) = count;
        found.page.total += count;
    }
    found.page.items = load_subscriptions(
        session, condition + " ORDER BY s.started_at DESC, s.id DESC LIMIT :limit OFFSET :offset",
        [&](Statement& list) { list.use(streamer).use(now).use(page.limit).use(page.offset()); });
    return found;
}

std::vector<SubscriptionChange> sweep_subscriptions(Session& session, WallTime now,
                                                    std::size_t count_max) {
    std::vector<SubscriptionChange> changes;
    const auto due =
        load_subscriptions(session, R"(
        WHERE (s.status = 'pending' AND s.created_at <= :begun)
            OR (s.status IN ('active', 'past_due', 'canceled') AND s.in_force_until <= :now)
        ORDER BY s.id
        LIMIT :max)",
                           [&](Statement& statement) {
                               statement.use(now - Billing::checkout_life).use(now).use(count_max);
                           });
    for (const auto& row : due) changes.push_back(judge_anew(session, row, now));

    const auto orphans =
        load_subscriptions(session, R"(
        WHERE s.status IN ('active', 'past_due', 'canceled') AND (u.id IS NULL OR t.id IS NULL)
        ORDER BY s.id
        LIMIT :max)",
                           [&](Statement& statement) { statement.use(count_max); });
    for (const auto& row : orphans) changes.push_back(replace(session, row, now));
    return changes;
}

void forget_billing(Session& session, WallTime before) {
    session.prepare("DELETE FROM billing_events WHERE heard_at < :before").use(before).run();
    auto statement = session.prepare(R"(
        DELETE FROM subscriptions
        WHERE created_at < :before AND started_at IS NULL AND status = 'expired'
            AND must_end = 0)");
    statement.use(before).run();
}

}  // namespace freshet::sql
