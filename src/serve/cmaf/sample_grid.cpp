#include "serve/cmaf/sample_grid.hpp"

#include <cstdlib>

#include "wire/mp4/time_scale.hpp"

namespace freshet::cmaf {

std::int64_t SampleGrid::place(media::MediaTime time, std::uint32_t samples) {
    const auto true_place = mp4::to_ticks(time, rate_hz_);
    const auto bound = mp4::to_ticks(drift_max, rate_hz_);
    const bool fits = next_ && std::abs(*next_ - true_place) <= bound;
    const auto place = fits ? *next_ : true_place;
    next_ = place + samples;
    return place;
}

}  // namespace freshet::cmaf
