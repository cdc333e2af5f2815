#pragma once

#include <array>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "serve/api/video_parts.hpp"
#include "store/objects/store.hpp"

namespace freshet::app {

/// What pictures take in the store, and what room its folder has. To count them is a walk, so what
/// it found is good for a while. Guarded: from any thread. The store outlives it.
class StorageProbe {
public:
    struct Config {
        std::filesystem::path folder{};  // Of the store; empty: it has none.
        std::chrono::minutes remembered{5};
    };

    StorageProbe(Config config, objects::Store& objects)
        : config_(std::move(config)), objects_(objects) {}

    boost::asio::awaitable<api::StoreFacts> look();

private:
    struct Found {
        api::StoreFacts facts;
        MonoTime at;
    };

    [[nodiscard]] std::optional<api::StoreFacts> known();
    boost::asio::awaitable<void> count(std::string_view folder, api::StoreFacts& facts);

    Config config_;
    objects::Store& objects_;
    std::mutex mutex_;
    std::optional<Found> found_;
};

}  // namespace freshet::app
