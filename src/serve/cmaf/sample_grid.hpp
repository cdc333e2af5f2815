#pragma once

#include <cstdint>
#include <optional>

#include "media/frame.hpp"

namespace freshet::cmaf {

/// Puts audio frames, whose times were rounded to milliseconds on their way, back onto the grid of
/// samples: each begins where the one before ends, as long as that is true to its time within
/// `drift_max`.
class SampleGrid {
public:
    static constexpr media::MediaTime drift_max = std::chrono::milliseconds(15);

    explicit SampleGrid(std::uint32_t rate_hz) : rate_hz_(rate_hz) {}

    /// Where the next frame begins, in samples. `samples` is its length.
    std::int64_t place(media::MediaTime time, std::uint32_t samples);

private:
    std::uint32_t rate_hz_;
    std::optional<std::int64_t> next_;
};

}  // namespace freshet::cmaf
