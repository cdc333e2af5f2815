#pragma once

#include <array>
#include <cstdint>

#include "media/codec.hpp"
#include "media/frame.hpp"

namespace freshet::media {

/// Where a frame came to stand on the stream's line.
struct Placed {
    MediaTime dts{};
    bool discontinuity =
        false;  // The publisher's clock jumped between this track's frame before and this one.
};

/// Puts one publication's 32-bit millisecond timestamps onto the stream's own line, which starts
/// where the publication before ended and never wraps. The one place where publishers' clocks are
/// dealt with.
///
/// All tracks share one offset, so what was simultaneous stays so: the first frame of all stands at
/// `start`. Wraps are seen through, at 2^32 as RTMP says and at 2^24 as encoders do that write 24
/// bits. A frame that would step back within its track, or before `start`, is held at the place of
/// the one before; its track is not shifted.
///
/// When the clock jumps (Limits), the line goes on a moment after the later track's end, and the
/// other track follows by the same offset once its own frames have jumped; each says
/// `discontinuity` once. One track alone may be silent for as long as it likes, and one may run
/// ahead of the other by `interleave_max`.
///
/// A value without a thread of its own.
class Timeline {
public:
    struct Limits {
        MediaTime forward_max = std::chrono::seconds(10);  // A longer step forward is a jump.
        MediaTime backward_max = std::chrono::seconds(3);  // A longer step back is a jump.
        MediaTime interleave_max =
            std::chrono::seconds(5);  // How far tracks of one clock stand apart on arrival.
        MediaTime step_max =
            std::chrono::seconds(1);  // The longest step that is surely the track's own.
    };

    explicit Timeline(MediaTime start) : Timeline(start, Limits{}) {}
    Timeline(MediaTime start, Limits limits) : start_(start), limits_(limits) {}

    /// The next frame of a track, in order of arrival.
    Placed place(Kind kind, std::uint32_t timestamp_ms);

    /// Where the next publication may begin: the largest time placed and that track's usual step.
    /// `start` before the first frame.
    [[nodiscard]] MediaTime end() const;

private:
    struct Clock {
        bool seen = false;
        std::uint32_t raw_ms = 0;  // The newest timestamp, as sent.
        MediaTime ideal{};         // Where that stands by the offset alone.
        MediaTime placed{};        // Where it was put: never falls.
        MediaTime step{};          // The newest rising step within step_max.
        unsigned epoch = 0;        // Tracks of one epoch share one offset.
    };

    [[nodiscard]] bool follows_other(const Clock& own, const Clock& other,
                                     std::uint32_t raw_ms) const;
    [[nodiscard]] bool follows_itself(const Clock& own, const Clock& other,
                                      std::uint32_t raw_ms) const;
    [[nodiscard]] MediaTime after_jump() const;

    MediaTime start_;
    Limits limits_;
    std::array<Clock, 2> clocks_;  // By Kind.
    unsigned epochs_ = 0;
};

}  // namespace freshet::media
