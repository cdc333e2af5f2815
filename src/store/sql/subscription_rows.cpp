#include "store/sql/subscription_rows.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "store/sql/where.hpp"

namespace freshet::sql {

using community::Billing;
using community::Payment;
using community::Subscription;

namespace {

// How many subscriptions one query asks after: far below the parameters that SQLite and PostgreSQL
// take in a statement.
constexpr std::size_t batch_max = 500;

/// Gives each of them its payments, of which there is one a month.
void load_payments(Session& session, std::span<SubscriptionRow> rows) {
    SubscriptionId of;
    Payment payment;
    auto statement = session.prepare(R"(
        SELECT subscription_id, ref, period_end, paid_at, refunded_at, disputed_at, dispute_won_at
        FROM subscription_payments
        WHERE subscription_id IN )" + in_list("id", rows.size()));
    std::map<SubscriptionId, std::vector<Payment>*> payments_of;
    for (auto& [subscription, facts] : rows) {
        statement.use(subscription.id);
        payments_of[subscription.id] = &facts.payments;
    }
    statement.into(of).into(payment.ref).into(payment.period_end).into(payment.paid_at);
    statement.into(payment.refunded_at).into(payment.disputed_at);
    statement.into(payment.dispute_won_at);
    while (statement.next()) payments_of.at(of)->push_back(payment);
}

std::vector<SubscriptionRow> load_rows(Session& session, std::string_view rest,
                                       const std::function<void(Statement&)>& bind) {
    std::vector<SubscriptionRow> found;
    SubscriptionRow row;
    auto statement = session.prepare("SELECT " + std::string(subscription_columns) + " FROM " +
                                     std::string(subscription_tables) + " " + std::string(rest));
    bind(statement);
    into_subscription(statement, row);
    while (statement.next()) found.push_back(row);
    return found;
}

/// The facts and what they come to, in the order of the columns of both statements below.
void use_facts(Statement& statement, const Subscription& subscription, WallTime now) {
    const auto& facts = subscription.billing.facts();
    const auto judged = subscription.billing.judge(now);
    statement.use(facts.completed_at).use(facts.abandoned_at).use(facts.replaced_at);
    statement.use(to_string(facts.standing)).use(facts.standing_at).use(facts.period_end);
    statement.use(facts.cancels_at_end).use(facts.failed_at);
    statement.use(to_string(judged.status)).use(judged.started_at).use(judged.expires_at);
    statement.use(judged.in_force_until);
}

}  // namespace

Statement& into_subscription(Statement& statement, SubscriptionRow& row) {
    auto& [subscription, facts] = row;
    return statement.into(subscription.id)
        .into(subscription.subscriber.id)
        .into(subscription.subscriber.username)
        .into(subscription.subscriber.display_name)
        .into(subscription.subscriber.avatar_url)
        .into(subscription.streamer.id)
        .into(subscription.streamer.username)
        .into(subscription.streamer.display_name)
        .into(subscription.streamer.avatar_url)
        .into(subscription.tier, community::tier_from)
        .into(subscription.method, community::payment_method_from)
        .into(subscription.provider)
        .into(subscription.checkout_ref)
        .into(subscription.checkout_url)
        .into(subscription.subscription_ref)
        .into(subscription.customer_ref)
        .into(facts.created_at)
        .into(facts.completed_at)
        .into(facts.abandoned_at)
        .into(facts.replaced_at)
        .into(facts.standing, community::billing_standing_from)
        .into(facts.standing_at)
        .into(facts.period_end)
        .into(facts.cancels_at_end)
        .into(facts.failed_at);
}

std::vector<Subscription> load_subscriptions(Session& session, std::string_view rest,
                                             const std::function<void(Statement&)>& bind) {
    auto rows = load_rows(session, rest, bind);
    for (auto left = std::span(rows); !left.empty();) {
        const auto batch = left.first(std::min(left.size(), batch_max));
        load_payments(session, batch);
        left = left.subspan(batch.size());
    }
    std::vector<Subscription> found;
    found.reserve(rows.size());
    for (auto& [subscription, facts] : rows) {
        // By us: databases have orders of their own for texts.
        std::ranges::sort(facts.payments, {}, &Payment::ref);
        subscription.billing = Billing(std::move(facts));
        found.push_back(std::move(subscription));
    }
    return found;
}

std::optional<Subscription> load_subscription(Session& session, SubscriptionId id) {
    auto found = load_subscriptions(session, "WHERE s.id = :id",
                                    [id](Statement& statement) { statement.use(id); });
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

void insert_subscription(Session& session, const Subscription& subscription, WallTime now) {
    auto statement = session.prepare(R"(
        INSERT INTO subscriptions (id, user_id, streamer_id, tier, method, provider,
            checkout_ref, checkout_url, subscription_ref, customer_ref, created_at,
            completed_at, abandoned_at, replaced_at, standing, standing_at, period_end,
            cancels_at_end, failed_at, status, started_at, expires_at, in_force_until, must_end)
        VALUES (:id, :user_id, :streamer_id, :tier, :method, :provider,
            :checkout_ref, :checkout_url, :subscription_ref, :customer_ref, :created_at,
            :completed_at, :abandoned_at, :replaced_at, :standing, :standing_at, :period_end,
            :cancels_at_end, :failed_at, :status, :started_at, :expires_at, :in_force_until, 0))");
    statement.use(subscription.id).use(subscription.subscriber.id).use(subscription.streamer.id);
    statement.use(to_string(subscription.tier)).use(to_string(subscription.method));
    statement.use(subscription.provider).use(subscription.checkout_ref);
    statement.use(subscription.checkout_url).use(subscription.subscription_ref);
    statement.use(subscription.customer_ref).use(subscription.billing.facts().created_at);
    use_facts(statement, subscription, now);
    statement.run();
}

void store_subscription(Session& session, const Subscription& subscription, WallTime now) {
    auto statement = session.prepare(R"(
        UPDATE subscriptions
        SET subscription_ref = :subscription_ref, customer_ref = :customer_ref,
            completed_at = :completed_at, abandoned_at = :abandoned_at,
            replaced_at = :replaced_at, standing = :standing, standing_at = :standing_at,
            period_end = :period_end, cancels_at_end = :cancels_at_end, failed_at = :failed_at,
            status = :status, started_at = :started_at, expires_at = :expires_at,
            in_force_until = :in_force_until
        WHERE id = :id)");
    statement.use(subscription.subscription_ref).use(subscription.customer_ref);
    use_facts(statement, subscription, now);
    statement.use(subscription.id).run();
}

void store_payment(Session& session, SubscriptionId id, const Payment& payment) {
    auto statement = session.prepare(R"(
        INSERT INTO subscription_payments (subscription_id, ref, period_end, paid_at,
            refunded_at, disputed_at, dispute_won_at)
        VALUES (:id, :ref, :period_end, :paid_at, :refunded_at, :disputed_at, :dispute_won_at)
        ON CONFLICT (subscription_id, ref) DO UPDATE
        SET period_end = excluded.period_end, paid_at = excluded.paid_at,
            refunded_at = excluded.refunded_at, disputed_at = excluded.disputed_at,
            dispute_won_at = excluded.dispute_won_at)");
    statement.use(id).use(payment.ref).use(payment.period_end).use(payment.paid_at);
    statement.use(payment.refunded_at).use(payment.disputed_at);
    statement.use(payment.dispute_won_at).run();
}

}  // namespace freshet::sql
