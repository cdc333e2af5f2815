#include "store/sql/channels_repository.hpp"

#include <utility>

#include "channels/error.hpp"
#include "store/sql/channel_acts.hpp"
#include "store/sql/channel_rows.hpp"

namespace freshet::sql {

using channels::Channel;
using channels::Errc;

namespace {

/// The row's own version is what counts: two at once make two versions.
Result<Channel> next_key(Session& session, ChannelId id,
                         const channels::ChannelRepository::KeyHash& hash_of, WallTime now) {
    auto advance = session.prepare(
        "UPDATE channels SET key_version = key_version + 1, updated_at = :now "
        "WHERE id = :id AND deleted_at IS NULL");
    if (advance.use(now).use(id).run() == 0) return fail(Errc::channel_not_found);
    auto channel = load_channel(session, "c.id = :id", to_string(id));
    if (!channel) return fail(Errc::channel_not_found);
    auto rehash = session.prepare("UPDATE channels SET key_hash = :key_hash WHERE id = :id");
    rehash.use(hash_of(channel->key_version)).use(id).run();
    return *channel;
}

std::string remember(Session& session, std::string_view value) {
    auto insert = session.prepare(R"(
        INSERT INTO installation (name, value)
        VALUES ('secret_key_check', :value)
        ON CONFLICT DO NOTHING)");
    insert.use(value).run();
    std::string remembered;
    auto select = session.prepare("SELECT value FROM installation WHERE name = 'secret_key_check'");
    select.into(remembered).next();
    return remembered;
}

}  // namespace

asio::awaitable<std::optional<Channel>> ChannelsRepository::find_where(std::string condition,
                                                                       std::string value) {
    return database_.read(
        [condition = std::move(condition), value = std::move(value)](Session& session) {
            return load_channel(session, condition, value);
        });
}

asio::awaitable<std::optional<Channel>> ChannelsRepository::find(ChannelId id) {
    return find_where("c.id = :id", to_string(id));
}

asio::awaitable<std::optional<Channel>> ChannelsRepository::find_by_handle(std::string handle) {
    return find_where("c.handle = :handle", std::move(handle));
}

asio::awaitable<std::optional<Channel>> ChannelsRepository::find_by_key_hash(std::string key_hash) {
    return find_where("c.key_hash = :key_hash AND u.is_active = 1", std::move(key_hash));
}

asio::awaitable<std::optional<Channel>> ChannelsRepository::default_of(UserId owner) {
    return find_where("c.user_id = :owner AND c.is_default = 1", to_string(owner));
}

asio::awaitable<Paged<Channel>> ChannelsRepository::owned_by(UserId owner, Page page) {
    return database_.read(
        [owner, page](Session& session) { return load_owned(session, owner, page); });
}

asio::awaitable<Paged<Channel>> ChannelsRepository::list(channels::ChannelFilter filter,
                                                         Page page) {
    return database_.read([filter = std::move(filter), page](Session& session) {
        return list_channels(session, filter, page);
    });
}

asio::awaitable<Result<Channel>> ChannelsRepository::create(channels::ChannelDraft draft) {
    return database_.write(
        [draft = std::move(draft)](Session& session) { return create_channel(session, draft); });
}

asio::awaitable<Result<Channel>> ChannelsRepository::change(ChannelId id,
                                                            channels::ChannelChanges changes,
                                                            WallTime now) {
    return database_.write([id, changes = std::move(changes), now](Session& session) {
        return change_channel(session, id, changes, now);
    });
}

asio::awaitable<Result<void>> ChannelsRepository::remove(ChannelId id, WallTime now) {
    return database_.write(
        [id, now](Session& session) { return remove_channel(session, id, now); });
}

asio::awaitable<Result<Channel>> ChannelsRepository::advance_key(ChannelId id, KeyHash hash_of,
                                                                 WallTime now) {
    return database_.write([id, hash_of = std::move(hash_of), now](Session& session) {
        return next_key(session, id, hash_of, now);
    });
}

asio::awaitable<std::string> ChannelsRepository::remember_check_value(std::string value) {
    return database_.write(
        [value = std::move(value)](Session& session) { return remember(session, value); });
}

}  // namespace freshet::sql
