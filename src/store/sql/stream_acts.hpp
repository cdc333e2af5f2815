#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
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

Result<channels::Stream> open_stream(Session& session, const Opening& opening);

std::optional<channels::Stream> load_stream(Session& session, StreamId id);
std::optional<channels::Stream> load_current_stream(Session& session, ChannelId channel);
Paged<channels::Stream> list_streams(Session& session, const channels::StreamFilter& filter,
                                     Page page);

void mark_stream_reconnecting(Session& session, StreamId id, WallTime since);
void mark_stream_live(Session& session, StreamId id, WallTime now);
void end_stream(Session& session, StreamId id, WallTime ended_at);
void note_sign_of_life(Session& session, const channels::SignOfLife& sign, WallTime now);

std::vector<channels::Stream> mark_all_streams_reconnecting(Session& session, WallTime now);
std::vector<channels::Stream> end_lost_streams(Session& session, WallTime grace_began);

}  // namespace freshet::sql
