#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace freshet::bench {

/// Times that were measured, each kept: the quantiles are exact. A run is short enough for that.
class Samples {
public:
    void add(std::chrono::nanoseconds time);

    /// In milliseconds, by rank: half of the samples are at or below `quantile_ms(0.5)`. NaN
    /// without a sample.
    [[nodiscard]] double quantile_ms(double share) const;

    [[nodiscard]] std::size_t count() const { return micros_.size(); }

private:
    std::vector<std::uint32_t> micros_;
};

}  // namespace freshet::bench
