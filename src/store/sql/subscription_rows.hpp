#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "community/subscription.hpp"
#include "store/sql/session.hpp"

namespace freshet::sql {

/// Of `subscription_tables`, in the order in which `into_subscription` takes them; without the
/// payments, which are rows of their own.
inline constexpr std::string_view subscription_columns = R"(
    s.id, s.user_id, COALESCE(u.username, ''), COALESCE(u.display_name, ''),
    COALESCE(u.avatar_url, ''), s.streamer_id, COALESCE(t.username, ''),
    COALESCE(t.display_name, ''), COALESCE(t.avatar_url, ''), s.tier, s.method, s.provider,
    s.checkout_ref, s.checkout_url, s.subscription_ref, s.customer_ref, s.created_at,
    s.completed_at, s.abandoned_at, s.replaced_at, s.standing, s.standing_at, s.period_end,
    s.cancels_at_end, s.failed_at)";

inline constexpr std::string_view subscription_tables = R"(
    subscriptions s LEFT JOIN users u ON u.id = s.user_id AND u.deleted_at IS NULL
    LEFT JOIN users t ON t.id = s.streamer_id AND t.deleted_at IS NULL)";

/// As the index `subscriptions_one_in_force` says it.
inline constexpr std::string_view is_in_force = "s.status IN ('active', 'past_due', 'canceled')";

/// A row on its way into a Subscription.
struct SubscriptionRow {
    community::Subscription subscription;
    community::Billing::Facts facts;
};

Statement& into_subscription(Statement& statement, SubscriptionRow& row);

/// Those that `rest` says, each with its payments.
std::vector<community::Subscription> load_subscriptions(
    Session& session, std::string_view rest, const std::function<void(Statement&)>& bind);

std::optional<community::Subscription> load_subscription(Session& session, SubscriptionId id);

void insert_subscription(Session& session, const community::Subscription& subscription,
                         WallTime now);

/// Writes all of it but its payments, with what it comes to now.
void store_subscription(Session& session, const community::Subscription& subscription,
                        WallTime now);

void store_payment(Session& session, SubscriptionId id, const community::Payment& payment);

}  // namespace freshet::sql
