#pragma once

#include <string_view>
#include <vector>

#include "community/subscription_repository.hpp"
#include "store/sql/session.hpp"

// What SubscriptionsRepository promises, as it is done within one transaction: on the database's
// threads.
namespace freshet::sql {

Result<community::Subscription> begin_subscription(Session& session,
                                                   const community::SubscriptionDraft& draft);
void abandon_subscription(Session& session, SubscriptionId id, WallTime now);

community::Heard hear_billing(Session& session, std::string_view provider,
                              const community::BillingEvent& event, WallTime now);
std::optional<community::Subscription> cancel_subscription(Session& session, SubscriptionId id,
                                                           WallTime now);

community::Subscribers list_subscribers(Session& session, UserId streamer, Page page, WallTime now);
std::vector<community::SubscriptionChange> sweep_subscriptions(Session& session, WallTime now,
                                                               std::size_t count_max);
void forget_billing(Session& session, WallTime before);

}  // namespace freshet::sql
