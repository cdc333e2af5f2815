#pragma once

#include <optional>

#include "base/clock.hpp"
#include "media/frame.hpp"

namespace freshet::live {

/// Estimates which wall-clock time belongs to media time 0 of a stream, from when its frames
/// arrive. A frame can be late but never early, so within a window the earliest arrival counts;
/// window by window the estimate follows the drift between the encoder's clock and ours.
class CaptureClock {
public:
    /// A frame with this time has arrived.
    void note(media::MediaTime dts, WallTime arrived);

    /// The publisher has returned, or its clock has jumped: begins anew with the next frame.
    void restart() { estimate_.reset(); }

    /// Unset before the first frame.
    [[nodiscard]] std::optional<WallTime> epoch() const { return estimate_; }

private:
    std::optional<WallTime> estimate_;
    WallTime earliest_in_window_{};
    media::MediaTime window_end_{};
};

}  // namespace freshet::live
