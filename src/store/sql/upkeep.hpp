#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "store/sql/database.hpp"

namespace freshet::sql {

/// Takes rows away that have had their time: at most `rows` of them a call, which is one
/// transaction, and tells how many. The database outlives it.
class Upkeep {
public:
    explicit Upkeep(Database& database) : database_(database) {}

    asio::awaitable<std::size_t> remove_sessions(WallTime expired_at, std::size_t rows);

    /// What was sent by mail and nobody used.
    asio::awaitable<std::size_t> remove_one_time_tokens(WallTime expired_at, std::size_t rows);

    asio::awaitable<std::size_t> remove_api_tokens(WallTime expired_at, std::size_t rows);
    asio::awaitable<std::size_t> remove_invites(WallTime expired_at, std::size_t rows);

    asio::awaitable<std::size_t> remove_audit(WallTime made_before, std::size_t rows);

    /// The days of their channels keep what they have counted.
    asio::awaitable<std::size_t> remove_views(WallTime ended_before, std::size_t rows);

    /// Channels that were deleted at `deleted_at` or earlier, or whose owner was: first the views
    /// of them, then what was said there, then their streams and videos, whose objects go by jobs,
    /// then themselves.
    asio::awaitable<std::size_t> remove_channels(WallTime deleted_at, std::size_t rows);

    /// Uploads that were given up: they are not known to be gone any more.
    asio::awaitable<std::size_t> remove_uploads(WallTime gone_before, std::size_t rows);

    /// That have come to their end.
    asio::awaitable<std::size_t> remove_jobs(WallTime finished_before, std::size_t rows);

    asio::awaitable<std::size_t> remove_notifications(WallTime made_before, std::size_t rows);

    /// Of those who have more, the oldest.
    asio::awaitable<std::size_t> remove_notifications_beyond(std::uint32_t per_user,
                                                             std::size_t rows);

    asio::awaitable<std::size_t> remove_chat_messages(WallTime made_before, std::size_t rows);

    /// What people said who left at `left_at` or earlier.
    asio::awaitable<std::size_t> remove_chat_of_users(WallTime left_at, std::size_t rows);

    asio::awaitable<std::size_t> remove_chat_timeouts(WallTime over_at, std::size_t rows);

    /// Where nothing waits to be delivered.
    asio::awaitable<std::size_t> remove_webhook_lanes(WallTime quiet_since, std::size_t rows);

private:
    /// `condition` chooses rows of the table, by `:before`.
    asio::awaitable<std::size_t> remove_before(std::string table, std::string key,
                                               std::string condition, WallTime before,
                                               std::size_t rows);

    Database& database_;
};

}  // namespace freshet::sql
