#pragma once

#include "channels/repository.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Channels as rows. The database outlives it.
class ChannelsRepository final : public channels::ChannelRepository {
public:
    explicit ChannelsRepository(Database& database) : database_(database) {}

    asio::awaitable<std::optional<channels::Channel>> find(ChannelId id) override;
    asio::awaitable<std::optional<channels::Channel>> find_by_handle(std::string handle) override;
    asio::awaitable<std::optional<channels::Channel>> find_by_key_hash(
        std::string key_hash) override;
    asio::awaitable<std::optional<channels::Channel>> default_of(UserId owner) override;
    asio::awaitable<Paged<channels::Channel>> owned_by(UserId owner, Page page) override;
    asio::awaitable<Paged<channels::Channel>> list(channels::ChannelFilter filter,
                                                   Page page) override;
    asio::awaitable<Result<channels::Channel>> create(channels::ChannelDraft draft) override;
    asio::awaitable<Result<channels::Channel>> change(ChannelId id,
                                                      channels::ChannelChanges changes,
                                                      WallTime now) override;
    asio::awaitable<Result<void>> remove(ChannelId id, WallTime now) override;
    asio::awaitable<Result<channels::Channel>> advance_key(ChannelId id, KeyHash hash_of,
                                                           WallTime now) override;
    asio::awaitable<std::string> remember_check_value(std::string value) override;

private:
    asio::awaitable<std::optional<channels::Channel>> find_where(std::string condition,
                                                                 std::string value);

    Database& database_;
};

}  // namespace freshet::sql
