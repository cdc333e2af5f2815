#include "bench/samples.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace freshet::bench {

void Samples::add(std::chrono::nanoseconds time) {
    constexpr std::int64_t max = std::numeric_limits<std::uint32_t>::max();
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
    micros_.push_back(static_cast<std::uint32_t>(std::clamp<std::int64_t>(micros, 0, max)));
}

double Samples::quantile_ms(double share) const {
    if (micros_.empty()) return std::nan("");
    auto sorted = micros_;
    const auto rank = std::ceil(share * static_cast<double>(sorted.size()));
    const auto index = static_cast<std::ptrdiff_t>(std::max(rank, 1.0)) - 1;
    std::ranges::nth_element(sorted, sorted.begin() + index);
    return sorted[static_cast<std::size_t>(index)] / 1000.0;
}

}  // namespace freshet::bench
