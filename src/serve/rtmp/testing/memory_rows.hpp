#pragma once

#include <algorithm>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "channels/error.hpp"
#include "channels/repository.hpp"

namespace freshet::rtmp::testing {

namespace asio = boost::asio;

/// One channel in memory; only its key is asked for. From any thread.
class OneChannel final : public channels::ChannelRepository {
public:
    OneChannel(channels::Channel channel, std::string key_hash)
        : channel_(std::move(channel)), key_hash_(std::move(key_hash)) {}

    void replace_key(std::string key_hash) {
        const std::lock_guard lock(mutex_);
        key_hash_ = std::move(key_hash);
    }

    asio::awaitable<std::optional<channels::Channel>> find_by_key_hash(
        std::string key_hash) override {
        const std::lock_guard lock(mutex_);
        if (key_hash != key_hash_) co_return std::nullopt;
        co_return channel_;
    }

    asio::awaitable<std::optional<channels::Channel>> find(ChannelId) override {
        co_return std::nullopt;
    }
    asio::awaitable<std::optional<channels::Channel>> find_by_handle(std::string) override {
        co_return std::nullopt;
    }
    asio::awaitable<std::optional<channels::Channel>> default_of(UserId) override {
        co_return std::nullopt;
    }
    asio::awaitable<Paged<channels::Channel>> owned_by(UserId, Page) override {
        co_return Paged<channels::Channel>();
    }
    asio::awaitable<Paged<channels::Channel>> list(channels::ChannelFilter, Page) override {
        co_return Paged<channels::Channel>();
    }
    asio::awaitable<Result<channels::Channel>> create(channels::ChannelDraft) override {
        co_return fail(channels::Errc::too_many_channels);
    }
    asio::awaitable<Result<channels::Channel>> change(ChannelId, channels::ChannelChanges,
                                                      WallTime) override {
        co_return fail(channels::Errc::channel_not_found);
    }
    asio::awaitable<Result<void>> remove(ChannelId, WallTime) override {
        co_return fail(channels::Errc::channel_not_found);
    }
    asio::awaitable<Result<channels::Channel>> advance_key(ChannelId, KeyHash, WallTime) override {
        co_return fail(channels::Errc::channel_not_found);
    }
    asio::awaitable<std::string> remember_check_value(std::string value) override {
        co_return value;
    }

private:
    const channels::Channel channel_;
    std::mutex mutex_;
    std::string key_hash_;
};

/// The streams of one channel in memory, as far as ingest asks. From any thread.
class MemoryStreams final : public channels::StreamRepository {
public:
    using Stream = channels::Stream;

    /// Awaited by `open`: a database that takes its time, or is away.
    std::function<asio::awaitable<void>()> before_open = {};

    asio::awaitable<Result<Stream>> open(ChannelId channel, WallTime, WallTime) override {
        if (before_open) co_await before_open();
        const std::lock_guard lock(mutex_);
        if (!on_air_) {
            Stream stream;
            stream.id = StreamId::make();
            stream.channel = channel;
            on_air_ = stream;
        }
        co_return *on_air_;
    }
    asio::awaitable<void> end(StreamId id, WallTime) override {
        const std::lock_guard lock(mutex_);
        if (on_air_ && on_air_->id == id) on_air_.reset();
        co_return;
    }

    asio::awaitable<void> mark_reconnecting(StreamId, WallTime) override { co_return; }
    asio::awaitable<void> mark_live(StreamId, WallTime) override { co_return; }
    asio::awaitable<void> note_signs_of_life(std::vector<channels::SignOfLife>, WallTime) override {
        co_return;
    }
    asio::awaitable<std::vector<Stream>> mark_all_reconnecting(WallTime) override {
        co_return std::vector<Stream>();
    }
    asio::awaitable<std::vector<Stream>> end_lost(WallTime) override {
        co_return std::vector<Stream>();
    }
    asio::awaitable<std::optional<Stream>> find(StreamId) override { co_return std::nullopt; }
    asio::awaitable<std::optional<Stream>> current_of(ChannelId) override {
        co_return std::nullopt;
    }
    asio::awaitable<Paged<Stream>> list(channels::StreamFilter, Page) override {
        co_return Paged<Stream>();
    }
    asio::awaitable<Paged<Stream>> search(channels::StreamSearch, Page) override {
        co_return Paged<Stream>();
    }

private:
    std::mutex mutex_;
    std::optional<Stream> on_air_;
};

}  // namespace freshet::rtmp::testing
