#pragma once

#include "base/ids.hpp"
#include "base/page.hpp"
#include "channels/search.hpp"
#include "store/sql/session.hpp"

// The words of streams, channels and videos, within one transaction. What makes or changes such a
// row calls its `index_`. An entry goes with its row; words of SQLite's that nobody took out then
// are found no more, and only take space.
namespace freshet::sql {

void index_stream(Session& session, StreamId id);

/// Before its row is deleted.
void forget_stream(Session& session, StreamId id);

/// After its tags.
void index_video(Session& session, VideoId id);

/// Before its row is deleted.
void forget_video(Session& session, VideoId id);

/// Before its row is deleted, and after those of its streams and videos.
void forget_channel(Session& session, ChannelId id);

/// With the names in the entries of its streams and videos.
void index_channel(Session& session, ChannelId id);

/// Of a user who is called otherwise now.
void index_channels_of(Session& session, UserId owner);

Paged<channels::Found> search(Session& session, const channels::SearchQuery& query, Page page);

}  // namespace freshet::sql
