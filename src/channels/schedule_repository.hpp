#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "channels/stream.hpp"

namespace freshet::channels {

namespace asio = boost::asio;

/// A stream that is to come.
struct StreamDraft {
    ChannelId channel;
    std::string title;
    std::string description;
    std::string cover_image_url;  // Empty: none.
    std::optional<WallTime> scheduled_at;
    Visibility visibility = Visibility::public_;
    Audience audience = Audience::everyone;
    std::vector<std::string> categories;  // Each by id, slug or name, in any case.
};

/// What is to become of a stream; what is absent stays.
struct StreamChanges {
    std::optional<std::string> title;
    std::optional<std::string> description;
    std::optional<std::string> cover_image_url;
    std::optional<std::optional<WallTime>> scheduled_at;  // An empty time: without one.
    std::optional<Visibility> visibility;
    std::optional<Audience> audience;
    std::optional<std::vector<std::string>> categories;
};

/// Streams as their owners plan them; promises as ChannelRepository. Categories that are not there
/// are Errc::invalid_fields, each named as `categories[1]` with the code `unknown_category`.
class ScheduleRepository {
public:
    virtual ~ScheduleRepository() = default;

    /// Errc::channel_not_found, Errc::too_many_streams: those that wait, `waiting_max` at most.
    virtual asio::awaitable<Answer<Stream>> plan(StreamDraft draft, std::uint32_t waiting_max,
                                                 WallTime now) = 0;

    /// Errc::stream_not_found; Errc::stream_not_scheduled for another time of one that has begun.
    virtual asio::awaitable<Answer<Stream>> change(StreamId id, StreamChanges changes,
                                                   WallTime now) = 0;

    /// Makes it, and no other of its channel, the one that the next publish joins. One that is on
    /// air stays as it is. Errc::stream_not_found, Errc::stream_ended.
    virtual asio::awaitable<Result<Stream>> choose(StreamId id, WallTime now) = 0;

    /// Ends it, whether it has begun or not. Errc::stream_not_found.
    virtual asio::awaitable<Result<Stream>> end(StreamId id, WallTime now) = 0;

    /// Ends it if it is on air, else deletes it. Gives it as it was. Errc::stream_not_found.
    virtual asio::awaitable<Result<Stream>> remove(StreamId id, WallTime now) = 0;
};

}  // namespace freshet::channels
