#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accounts/avatars.hpp"
#include "serve/api/live_directory.hpp"

namespace freshet::api::testing {

/// What is on air, as a test says.
class FakeLive final : public LiveDirectory {
public:
    std::map<StreamId, LiveNow> streams;
    std::map<ChannelId, LiveNow> channels;
    std::vector<ChannelId> publishes_ended;
    std::vector<StreamId> streams_ended;

    std::optional<LiveNow> live_now(StreamId stream) const override {
        return find(streams, stream);
    }
    std::optional<LiveNow> live_now(ChannelId channel) const override {
        return find(channels, channel);
    }
    void end_publish(ChannelId channel) override { publishes_ended.push_back(channel); }
    void end_stream(StreamId stream) override {
        streams_ended.push_back(stream);
        streams.erase(stream);
        std::erase_if(channels, [&](const auto& each) { return each.second.stream == stream; });
    }

private:
    template <class Map, class Key>
    static std::optional<LiveNow> find(const Map& map, const Key& key) {
        const auto found = map.find(key);
        if (found == map.end()) return std::nullopt;
        return found->second;
    }
};

/// Files of avatars in memory.
class FakeAvatarStore final : public accounts::AvatarStore {
public:
    std::map<std::string, Bytes> files;

    asio::awaitable<void> put(std::string name, Bytes file) override {
        files[name] = std::move(file);
        co_return;
    }
    asio::awaitable<void> remove(std::string name) override {
        files.erase(name);
        co_return;
    }
};

}  // namespace freshet::api::testing
