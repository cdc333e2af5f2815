#include "channels/channels.hpp"

#include <utility>

#include "base/names.hpp"
#include "channels/error.hpp"

namespace freshet::channels {

Channels::Channels(ChannelRepository& repository, const StreamKeys& keys, WallClock clock)
    : repository_(repository), keys_(keys), clock_(std::move(clock)) {}

asio::awaitable<Result<void>> Channels::confirm_secret() {
    const auto ours = keys_.check_value();
    const auto remembered = co_await repository_.remember_check_value(ours);
    if (remembered != ours) co_return fail(Errc::other_secret);
    co_return Result<void>();
}

asio::awaitable<std::optional<Channel>> Channels::find(ChannelId id) {
    return repository_.find(id);
}

asio::awaitable<std::optional<Channel>> Channels::find(std::string handle_or_id) {
    if (const auto id = ChannelId::parse(handle_or_id)) return repository_.find(*id);
    return repository_.find_by_handle(to_lower_ascii(handle_or_id));
}

asio::awaitable<std::optional<Channel>> Channels::channel_by_key(std::string key) {
    return repository_.find_by_key_hash(StreamKeys::hash(key));
}

asio::awaitable<std::optional<Channel>> Channels::default_of(UserId owner) {
    return repository_.default_of(owner);
}

asio::awaitable<Paged<Channel>> Channels::owned_by(UserId owner, Page page) {
    return repository_.owned_by(owner, page);
}

std::string Channels::stream_key(const Channel& channel) const {
    return keys_.derive(channel.id, channel.key_version);
}

asio::awaitable<Result<Channel>> Channels::regenerate_key(ChannelId id) {
    auto hash_of = [this, id](std::uint32_t version) {
        return StreamKeys::hash(keys_.derive(id, version));
    };
    return repository_.advance_key(id, std::move(hash_of), clock_());
}

}  // namespace freshet::channels
