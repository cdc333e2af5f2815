#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "channels/repository.hpp"
#include "store/sql/session.hpp"

// What StreamsRepository promises, as it is done within one transaction: on the database's threads.
namespace freshet::sql {

/// When a publish begins.
struct Opening {
    ChannelId channel;
    WallTime now;
    WallTime grace_began;
};

/// As the index `streams_one_on_air` says it.
inline constexpr std::string_view is_on_air = "s.status IN ('live', 'reconnecting')";

/// What selects streams that meet a condition, in the order of `into_stream`.
std::string select_streams(std::string_view condition);

Result<channels::Stream> open_stream(Session& session, const Opening& opening);

/// Also of a channel that is deleted.
std::optional<channels::Stream> load_stream(Session& session, StreamId id);
/// One of a channel that is there.
std::optional<channels::Stream> load_stream_to_show(Session& session, StreamId id);
std::optional<channels::Stream> load_current_stream(Session& session, ChannelId channel);
void mark_stream_reconnecting(Session& session, StreamId id, WallTime since);
void mark_stream_live(Session& session, StreamId id, WallTime now);
void end_stream(Session& session, StreamId id, WallTime ended_at);
void note_sign_of_life(Session& session, const channels::SignOfLife& sign, WallTime now);

std::vector<channels::Stream> mark_all_streams_reconnecting(Session& session, WallTime now);
std::vector<channels::Stream> end_lost_streams(Session& session, WallTime grace_began);

}  // namespace freshet::sql
