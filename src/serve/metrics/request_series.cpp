#include "serve/metrics/request_series.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

namespace freshet::metrics {

std::size_t RequestCounter::KeyHash::operator()(const Key& key) const noexcept {
    return std::hash<std::string_view>{}(key.route) ^
           (key.status * 31u + static_cast<unsigned>(key.method));
}

RequestSeries& RequestCounter::series(const http::Finished& request) {
    const Key key{.route = request.route, .method = request.method, .status = request.status};
    {
        const std::shared_lock lock(guard_);
        if (const auto found = series_.find(key); found != series_.end()) return *found->second;
    }
    auto made = std::make_unique<RequestSeries>();
    made->route = request.route;
    made->method = request.method;
    made->status = request.status;
    const std::unique_lock lock(guard_);
    const Key own_key{.route = made->route, .method = key.method, .status = key.status};
    return *series_.try_emplace(own_key, std::move(made)).first->second;
}

void RequestCounter::finished(const http::Finished& request) {
    auto& counted = series(request);
    const auto seconds = std::chrono::duration<double>(request.duration).count();
    const auto bucket = std::ranges::lower_bound(duration_bounds_seconds, seconds);
    const auto index = static_cast<std::size_t>(bucket - duration_bounds_seconds.begin());
    constexpr auto relaxed = std::memory_order_relaxed;
    counted.buckets.at(index).fetch_add(1, relaxed);
    counted.duration_ns.fetch_add(static_cast<std::uint64_t>(request.duration.count()), relaxed);
    counted.bytes.fetch_add(request.bytes, relaxed);
}

void RequestCounter::each(const std::function<void(const RequestSeries&)>& visit) const {
    const std::shared_lock lock(guard_);
    for (const auto& [key, series] : series_) visit(*series);
}

}  // namespace freshet::metrics
