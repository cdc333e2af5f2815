#pragma once

#include "community/subscription_repository.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Subscriptions as rows. The database outlives it.
class SubscriptionsRepository final : public community::SubscriptionRepository {
public:
    explicit SubscriptionsRepository(Database& database) : database_(database) {}

    asio::awaitable<Result<community::Subscription>> begin(
        community::SubscriptionDraft draft) override;
    asio::awaitable<void> note_checkout(SubscriptionId id, std::string ref,
                                        std::string url) override;
    asio::awaitable<void> abandon(SubscriptionId id, WallTime now) override;
    asio::awaitable<community::Heard> hear(std::string provider, community::BillingEvent event,
                                           WallTime now) override;
    asio::awaitable<std::optional<community::Subscription>> cancel_at_end(SubscriptionId id,
                                                                          WallTime now) override;
    asio::awaitable<std::optional<community::Subscription>> find(SubscriptionId id) override;
    asio::awaitable<std::optional<community::Subscription>> find_by_checkout(
        std::string provider, std::string ref) override;
    asio::awaitable<std::vector<community::Subscription>> of_subscriber(
        UserId user, std::size_t count_max) override;
    asio::awaitable<community::Subscribers> of_streamer(UserId streamer, Page page,
                                                        WallTime now) override;
    asio::awaitable<std::uint64_t> count_begun(UserId streamer, community::Period period) override;
    asio::awaitable<std::vector<community::SubscriptionChange>> sweep(
        WallTime now, std::size_t count_max) override;
    asio::awaitable<void> forget(WallTime before) override;
    asio::awaitable<std::vector<community::Subscription>> to_end(std::string provider,
                                                                 std::size_t count_max) override;
    asio::awaitable<void> note_ended(SubscriptionId id) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
