#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "serve/http/message.hpp"
#include "serve/vod/shelf.hpp"

namespace freshet::vod {

struct LongBodies {
    /// What is no longer than this, as segments are, goes out at one stroke.
    std::uint64_t bytes_min = std::uint64_t{8} * 1024 * 1024;
    std::chrono::milliseconds look_every = std::chrono::seconds(3);
    std::function<MonoTime()> mono = mono_now;
};

/// Whether whoever is being sent something may have it still. From any thread.
using StillMay = std::function<asio::awaitable<bool>()>;

/// The same part of the object as the body holds; where it is long, it is read piece by piece, is
/// asked about meanwhile, and breaks off when the answer is no.
[[nodiscard]] http::Body watched(http::Body body, Shelf::Object object, StillMay still_may,
                                 const LongBodies& config);

}  // namespace freshet::vod
