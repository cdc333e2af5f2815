#pragma once

#include <string>

#include "site/webhooks.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// A subscription that began or ended, for the receiver of webhooks.
struct SubscriptionNews {
    SubscriptionId subscription;
    UserId subscriber;
    UserId streamer;
    std::string tier;
    WallTime at;
};

// For acts within their transaction: what happened is kept for the receiver of webhooks if the row
// that says so is kept, and only then. Without a receiver nothing is. Whether there is one stands
// in the database, so that no act needs to be told.

/// Of a stream, whose row already says it.
void note_outgoing(Session& session, site::WebhookEvent event, StreamId stream, WallTime at);

void note_outgoing(Session& session, site::WebhookEvent event, const SubscriptionNews& news);

/// Of a video, whose row already says it.
void note_outgoing(Session& session, site::WebhookEvent event, VideoId video, WallTime at);

/// Messages as rows. The database outlives it.
class OutboxRepository final : public site::DeliveryRepository {
public:
    explicit OutboxRepository(Database& database) : database_(database) {}

    asio::awaitable<void> switch_on(bool on) override;
    asio::awaitable<std::vector<site::Delivery>> due(WallTime now, std::size_t count) override;
    asio::awaitable<void> remove(site::DeliveryId id) override;
    asio::awaitable<void> postpone(site::DeliveryId id, WallTime until) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
