#include "store/sql/channel_acts.hpp"

#include <string>

#include "base/names.hpp"
#include "channels/error.hpp"
#include "channels/rules.hpp"
#include "store/sql/channel_rows.hpp"
#include "store/sql/search.hpp"
#include "store/sql/stream_acts.hpp"
#include "store/sql/video_acts.hpp"
#include "store/sql/where.hpp"

namespace freshet::sql {

using channels::Channel;
using channels::ChannelChanges;
using channels::ChannelDraft;
using channels::ChannelFilter;
using channels::ChannelSort;
using channels::Errc;

namespace {

constexpr std::string_view channel_tables =
    "channels c JOIN users u ON u.id = c.user_id AND u.deleted_at IS NULL";

std::string select_channels(std::string_view condition) {
    return "SELECT " + std::string(channel_columns) + " FROM " + std::string(channel_tables) +
           " WHERE c.deleted_at IS NULL AND " + std::string(condition);
}

/// Whose handle it would be.
struct Holder {
    ChannelId channel;
    UserId owner;
};

/// Nobody gets the username of another for a handle, even if that one's channel has another now.
/// What its owner has deleted is kept from others only.
bool is_free(Session& session, const std::string& handle, const Holder& holder) {
    std::int64_t taken = 0;
    auto statement = session.prepare(R"(
        SELECT (SELECT COUNT(*) FROM channels
                WHERE handle = :handle AND id <> :channel
                    AND (deleted_at IS NULL OR user_id <> :self))
            + (SELECT COUNT(*) FROM users WHERE username_key = :name AND id <> :owner))");
    statement.use(handle).use(holder.channel).use(holder.owner).use(handle).use(holder.owner);
    return statement.into(taken).next() && taken == 0;
}

/// The handle itself or the next that is free: ada, ada-2, ada-3; nothing when none is.
std::optional<std::string> free_handle(Session& session, const ChannelDraft& draft) {
    constexpr int tries_max = 100;
    const auto& wanted = draft.channel;
    const Holder holder{.channel = wanted.id, .owner = wanted.owner};
    for (int i = 1; i <= tries_max; ++i) {
        const auto handle = i == 1 ? wanted.handle : wanted.handle + "-" + std::to_string(i);
        if (!is_reserved_name(handle) && is_free(session, handle, holder)) return handle;
        if (!draft.may_vary_handle) break;
    }
    return std::nullopt;
}

/// The handle goes from a deleted channel to another of its owner's. The row stays, under what
/// nobody can ask for.
void take_from_deleted(Session& session, const std::string& handle, UserId owner) {
    auto statement = session.prepare(R"(
        UPDATE channels SET handle = '~' || id
        WHERE handle = :handle AND user_id = :owner AND deleted_at IS NOT NULL)");
    statement.use(handle).use(owner).run();
}

/// With those that were deleted of late: to make and delete is no way to hold more names.
std::uint32_t count_held(Session& session, UserId owner, WallTime now) {
    std::uint32_t count = 0;
    auto statement = session.prepare(R"(
        SELECT COUNT(*) FROM channels
        WHERE user_id = :owner AND (deleted_at IS NULL OR deleted_at > :since))");
    statement.use(owner).use(now - channels::Limits::deleted_kept).into(count).next();
    return count;
}

std::uint32_t count_owned(Session& session, UserId owner) {
    std::uint32_t count = 0;
    auto statement = session.prepare(
        "SELECT COUNT(*) FROM channels WHERE user_id = :owner AND deleted_at IS NULL");
    statement.use(owner).into(count).next();
    return count;
}

bool insert_channel(Session& session, const Channel& channel, const std::string& key_hash) {
    auto statement = session.prepare(R"(
        INSERT INTO channels (id, user_id, handle, title, description, thumbnail_url,
            is_default, key_version, key_hash, created_at, updated_at)
        VALUES (:id, :user_id, :handle, :title, :description, '',
            0, :key_version, :key_hash, :created_at, :updated_at)
        ON CONFLICT DO NOTHING)");
    statement.use(channel.id).use(channel.owner).use(channel.handle).use(channel.title);
    statement.use(channel.description).use(channel.key_version).use(key_hash);
    return statement.use(channel.created_at).use(channel.updated_at).run() == 1;
}

Where where_of(Dialect dialect, const ChannelFilter& filter) {
    Where where("c.deleted_at IS NULL AND u.is_active = 1");
    if (filter.live_only) {
        where.also(R"(c.id IN (SELECT s.channel_id FROM streams s
            WHERE s.status IN ('live', 'reconnecting') AND s.visibility = 'public'))");
    }
    if (!filter.text.empty()) {
        where.also("(" + lower_ascii(dialect, "c.title") +
                       " LIKE ? ESCAPE '!' OR c.handle LIKE ? ESCAPE '!')",
                   pattern_of(filter.text));
    }
    return where;
}

}  // namespace

std::optional<Channel> load_channel(Session& session, std::string_view condition,
                                    std::string_view value) {
    Channel channel;
    auto statement = session.prepare(select_channels(condition));
    into_channel(statement.use(value), channel);
    return statement.next() ? std::optional(channel) : std::nullopt;
}

Paged<Channel> load_owned(Session& session, UserId owner, Page page) {
    Paged<Channel> list;
    list.total = count_owned(session, owner);
    Channel channel;
    auto statement = session.prepare(select_channels(
        "c.user_id = :owner ORDER BY c.is_default DESC, c.id LIMIT :limit OFFSET :offset"));
    into_channel(statement.use(owner).use(page.limit).use(page.offset()), channel);
    while (statement.next()) list.items.push_back(channel);
    return list;
}

Paged<Channel> list_channels(Session& session, const ChannelFilter& filter, Page page) {
    const auto where = where_of(session.dialect(), filter);
    Paged<Channel> list;
    auto count = session.prepare("SELECT COUNT(*) FROM " + std::string(channel_tables) + " WHERE " +
                                 where.text());
    where.bind(count).into(list.total).next();

    const std::string order =
        filter.sort == ChannelSort::followers
            ? "(SELECT COUNT(*) FROM follows f WHERE f.streamer_id = c.user_id) DESC, c.id DESC"
            : "c.id DESC";
    Channel channel;
    auto statement = session.prepare(select_channels(where.text()) + " ORDER BY " + order +
                                     " LIMIT :limit OFFSET :offset");
    into_channel(where.bind(statement).use(page.limit).use(page.offset()), channel);
    while (statement.next()) list.items.push_back(channel);
    return list;
}

Result<Channel> create_channel(Session& session, const ChannelDraft& draft) {
    auto channel = draft.channel;
    if (count_held(session, channel.owner, channel.created_at) >= draft.per_owner_max)
        return fail(Errc::too_many_channels);
    const auto handle = free_handle(session, draft);
    if (!handle) return fail(Errc::handle_taken);
    channel.handle = *handle;
    take_from_deleted(session, channel.handle, channel.owner);
    if (!insert_channel(session, channel, draft.key_hash)) return fail(Errc::handle_taken);
    index_channel(session, channel.id);
    return channel;
}

Result<Channel> change_channel(Session& session, ChannelId id, const ChannelChanges& changes,
                               WallTime now) {
    auto channel = load_channel(session, "c.id = :id", to_string(id));
    if (!channel) return fail(Errc::channel_not_found);
    const auto handle = changes.handle.value_or(channel->handle);
    const Holder holder{.channel = id, .owner = channel->owner};
    if (handle != channel->handle) {
        if (!is_free(session, handle, holder)) return fail(Errc::handle_taken);
        if (load_current_stream(session, id)) return fail(Errc::channel_on_air);
        take_from_deleted(session, handle, channel->owner);
    }
    channel->handle = handle;
    channel->title = changes.title.value_or(channel->title);
    channel->description = changes.description.value_or(channel->description);
    channel->time_zone = changes.time_zone.value_or(channel->time_zone);
    channel->updated_at = now;
    auto statement = session.prepare(R"(
        UPDATE channels
        SET handle = :handle, title = :title, description = :description,
            time_zone = :time_zone, updated_at = :now
        WHERE id = :id)");
    statement.use(channel->handle).use(channel->title).use(channel->description);
    statement.use(channel->time_zone).use(now).use(id).run();
    index_channel(session, id);
    return *std::move(channel);
}

Result<void> remove_channel(Session& session, ChannelId id, WallTime now) {
    const auto channel = load_channel(session, "c.id = :id", to_string(id));
    if (!channel) return fail(Errc::channel_not_found);
    if (channel->is_default) return fail(Errc::default_channel);
    if (const auto on_air = load_current_stream(session, id)) end_stream(session, on_air->id, now);
    auto statement = session.prepare(
        "UPDATE channels SET deleted_at = :deleted, updated_at = :now WHERE id = :id");
    statement.use(now).use(now).use(id).run();
    move_videos_to_default(session, id);
    return {};
}

}  // namespace freshet::sql
