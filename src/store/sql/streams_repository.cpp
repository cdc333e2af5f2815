#include "store/sql/streams_repository.hpp"

#include <utility>

#include "store/sql/stream_acts.hpp"
#include "store/sql/stream_lists.hpp"

namespace freshet::sql {

using channels::Stream;

asio::awaitable<Result<Stream>> StreamsRepository::open(ChannelId channel, WallTime now,
                                                        WallTime grace_began) {
    const Opening opening{.channel = channel, .now = now, .grace_began = grace_began};
    return database_.write([opening](Session& session) { return open_stream(session, opening); });
}

asio::awaitable<void> StreamsRepository::mark_reconnecting(StreamId id, WallTime now) {
    return database_.write(
        [id, now](Session& session) { mark_stream_reconnecting(session, id, now); });
}

asio::awaitable<void> StreamsRepository::mark_live(StreamId id, WallTime now) {
    return database_.write([id, now](Session& session) { mark_stream_live(session, id, now); });
}

asio::awaitable<void> StreamsRepository::end(StreamId id, WallTime ended_at) {
    return database_.write([id, ended_at](Session& session) { end_stream(session, id, ended_at); });
}

asio::awaitable<void> StreamsRepository::note_signs_of_life(std::vector<channels::SignOfLife> signs,
                                                            WallTime now) {
    return database_.write([signs = std::move(signs), now](Session& session) {
        for (const auto& sign : signs) note_sign_of_life(session, sign, now);
    });
}

asio::awaitable<std::vector<Stream>> StreamsRepository::mark_all_reconnecting(WallTime now) {
    return database_.write(
        [now](Session& session) { return mark_all_streams_reconnecting(session, now); });
}

asio::awaitable<std::vector<Stream>> StreamsRepository::end_lost(WallTime grace_began) {
    return database_.write(
        [grace_began](Session& session) { return end_lost_streams(session, grace_began); });
}

asio::awaitable<std::optional<Stream>> StreamsRepository::find(StreamId id) {
    return database_.read([id](Session& session) { return load_stream_to_show(session, id); });
}

asio::awaitable<std::optional<Stream>> StreamsRepository::current_of(ChannelId channel) {
    return database_.read(
        [channel](Session& session) { return load_current_stream(session, channel); });
}

asio::awaitable<Paged<Stream>> StreamsRepository::list(channels::StreamFilter filter, Page page) {
    return database_.read([filter = std::move(filter), page](Session& session) {
        return list_streams(session, filter, page);
    });
}

asio::awaitable<Paged<Stream>> StreamsRepository::search(channels::StreamSearch search, Page page) {
    return database_.read([search = std::move(search), page](Session& session) {
        return search_streams(session, search, page);
    });
}

}  // namespace freshet::sql
