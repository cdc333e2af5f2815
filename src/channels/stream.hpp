#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "channels/category.hpp"

namespace freshet::channels {

enum class StreamStatus : std::uint8_t { scheduled, live, reconnecting, ended };
enum class Visibility : std::uint8_t { public_, unlisted, private_ };
enum class Audience : std::uint8_t { everyone, followers, subscribers };

// The words of the API and of the rows.
[[nodiscard]] std::string_view to_string(StreamStatus status);
[[nodiscard]] std::string_view to_string(Visibility visibility);
[[nodiscard]] std::string_view to_string(Audience audience);
[[nodiscard]] std::optional<StreamStatus> status_from(std::string_view text);
[[nodiscard]] std::optional<Visibility> visibility_from(std::string_view text);
[[nodiscard]] std::optional<Audience> audience_from(std::string_view text);

/// How far from the time that was announced a publish still joins a scheduled stream.
inline constexpr std::chrono::hours join_window{12};

/// One broadcast of a channel, as its row says. While it is on air, live::Hub knows its viewers
/// better.
struct Stream {
    StreamId id;
    ChannelId channel;
    UserId owner;
    std::string handle;    // The channel's.
    std::string username;  // The owner's.
    std::string title;
    std::string description;
    std::string thumbnail_url;    // Empty: none.
    std::string cover_image_url;  // Empty: none.
    StreamStatus status = StreamStatus::scheduled;
    Visibility visibility = Visibility::public_;
    Audience audience = Audience::everyone;
    bool is_archived = false;
    std::uint32_t viewer_count = 0;  // At the last sign of life.
    std::uint64_t view_count = 0;
    std::optional<WallTime> scheduled_at;
    std::optional<WallTime> started_at;
    std::optional<WallTime> ended_at;
    std::optional<WallTime> last_seen_at;        // The last sign of life while on air.
    std::optional<WallTime> reconnecting_since;  // While its publisher is away.
    std::optional<WallTime> chosen_at;           // Its owner said that the next publish joins it.
    WallTime created_at;
    WallTime updated_at;
    bool is_owner_active = true;       // As in Channel.
    std::vector<Category> categories;  // In the order in which they were given.

    [[nodiscard]] bool is_live() const {
        return status == StreamStatus::live || status == StreamStatus::reconnecting;
    }

    /// From its start to its end, or to `now` while it is on air; zero before.
    [[nodiscard]] std::chrono::milliseconds duration(WallTime now) const;

    bool operator==(const Stream&) const = default;
};

}  // namespace freshet::channels
