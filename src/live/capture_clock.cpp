#include "live/capture_clock.hpp"

#include <algorithm>

namespace freshet::live {

namespace {

// Long enough to hold a keyframe and some frames that were not delayed behind it.
constexpr auto window = std::chrono::seconds(2);

}  // namespace

void CaptureClock::note(media::MediaTime dts, WallTime arrived) {
    const WallTime epoch = arrived - std::chrono::floor<std::chrono::milliseconds>(dts);
    if (!estimate_) {
        estimate_ = epoch;
        earliest_in_window_ = epoch;
        window_end_ = dts + window;
        return;
    }

    earliest_in_window_ = std::min(earliest_in_window_, epoch);
    estimate_ = std::min(*estimate_, epoch);
    if (dts < window_end_) return;
    estimate_ = earliest_in_window_;
    earliest_in_window_ = epoch;
    window_end_ = dts + window;
}

}  // namespace freshet::live
