#pragma once

#include "community/notifications.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Notifications as rows. The database outlives it.
class NotificationsRepository final : public community::NotificationRepository {
public:
    explicit NotificationsRepository(Database& database) : database_(database) {}

    asio::awaitable<community::ToldFollowers> tell_followers(UserId streamer,
                                                             community::FollowerCursor after,
                                                             std::uint32_t count,
                                                             community::Tiding tiding) override;
    asio::awaitable<std::optional<community::Made>> tell(UserId recipient,
                                                         community::Tiding tiding) override;
    asio::awaitable<community::NotificationPage> list(community::NotificationQuery query) override;
    asio::awaitable<std::uint64_t> unread(UserId recipient) override;
    asio::awaitable<std::uint64_t> mark(community::Marking marking, WallTime now) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
