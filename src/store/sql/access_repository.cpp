#include "store/sql/access_repository.hpp"

namespace freshet::sql {

asio::awaitable<std::vector<std::pair<StreamId, channels::Access>>> AccessRepository::on_air() {
    return database_.read([](Session& session) {
        std::vector<std::pair<StreamId, channels::Access>> found;
        StreamId stream;
        channels::Access access;
        auto statement = session.prepare(R"(
            SELECT id, channel_id, user_id, visibility, audience
            FROM streams
            WHERE status IN ('live', 'reconnecting'))");
        statement.into(stream)
            .into(access.channel)
            .into(access.owner)
            .into(access.visibility, channels::visibility_from)
            .into(access.audience, channels::audience_from);
        while (statement.next()) found.emplace_back(stream, access);
        return found;
    });
}

}  // namespace freshet::sql
