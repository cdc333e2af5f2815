#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "serve/http/server.hpp"

namespace freshet::metrics {

/// Upper bounds of the duration's buckets; the last bucket has none.
inline constexpr std::array<double, 11> duration_bounds_seconds{
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5};

/// Requests of one route, method and status. Written by all io threads at once.
struct RequestSeries {
    std::string route;
    http::Method method = http::Method::get;
    unsigned status = 0;  // 0: the handler took the socket over.
    std::array<std::atomic<std::uint64_t>, duration_bounds_seconds.size() + 1> buckets{};
    std::atomic<std::uint64_t> duration_ns = 0;
    std::atomic<std::uint64_t> bytes = 0;
};

/// Counts finished requests. As many series as there are routes, methods and statuses: routes are
/// templates, so peers cannot make more. From any thread; a request that is not the first of its
/// kind takes a shared lock and three atomics.
class RequestCounter {
public:
    void finished(const http::Finished& request);

    void each(const std::function<void(const RequestSeries&)>& visit) const;

private:
    struct Key {
        std::string_view route;
        http::Method method;
        unsigned status;

        bool operator==(const Key&) const = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const noexcept;
    };

    RequestSeries& series(const http::Finished& request);

    mutable std::shared_mutex guard_;
    std::unordered_map<Key, std::unique_ptr<RequestSeries>, KeyHash>
        series_;  // Keys look into their values.
};

}  // namespace freshet::metrics
