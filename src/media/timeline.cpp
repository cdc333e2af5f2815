#include "media/timeline.hpp"

#include <algorithm>
#include <chrono>

namespace freshet::media {

namespace {

using std::chrono::milliseconds;

/// Before a track has shown its step: a frame of 30 a second, the longest of AAC's usual ones.
constexpr MediaTime usual_step = milliseconds(34);

/// The signed way from one timestamp to another, the shorter of the two that wrapping counters
/// allow.
MediaTime distance(std::uint32_t from, std::uint32_t to) {
    constexpr std::uint32_t wrap24 = 1u << 24;
    const auto by32 = static_cast<std::int32_t>(to - from);
    if (from >= wrap24 || to >= wrap24) return milliseconds(by32);

    const auto by24 =
        static_cast<std::int32_t>((to - from) << 8) >> 8;  // Keeps the sign of bit 23.
    return milliseconds(std::abs(by24) < std::abs(by32) ? by24 : by32);
}

MediaTime size(MediaTime way) { return std::chrono::abs(way); }

}  // namespace

Placed Timeline::place(Kind kind, std::uint32_t timestamp_ms) {
    Clock& own = clocks_[static_cast<std::size_t>(kind)];
    const Clock& other = clocks_[1 - static_cast<std::size_t>(kind)];
    const bool first = !own.seen;
    const auto epoch_before = own.epoch;

    if (first && !other.seen) {
        own.ideal = start_;
    } else if (follows_itself(own, other, timestamp_ms)) {
        own.ideal += distance(own.raw_ms, timestamp_ms);
    } else if (follows_other(own, other, timestamp_ms)) {
        own.ideal = other.ideal + distance(other.raw_ms, timestamp_ms);
        own.epoch = other.epoch;
    } else {
        own.ideal = after_jump();
        own.epoch = ++epochs_;
    }
    own.raw_ms = timestamp_ms;

    const auto placed = std::max(own.ideal, first ? start_ : own.placed);
    if (first) own.step = usual_step;
    const auto step = placed - own.placed;
    if (!first && step > MediaTime::zero() && step <= limits_.step_max) own.step = step;
    own.placed = placed;
    own.seen = true;
    return {.dts = placed, .discontinuity = !first && own.epoch != epoch_before};
}

bool Timeline::follows_itself(const Clock& own, const Clock& other, std::uint32_t raw_ms) const {
    if (!own.seen) return false;
    const auto step = distance(own.raw_ms, raw_ms);
    if (step > limits_.forward_max || step < -limits_.backward_max) return false;
    if (!other.seen || other.epoch == own.epoch) return true;

    // The other track has jumped, this one may or may not: an ordinary step is its own, unless it
    // has been silent for so long that its old place is out of reach. Of two long ways the shorter
    // is the likelier.
    const auto to_other = size(distance(other.raw_ms, raw_ms));
    if (to_other > limits_.interleave_max) return true;
    if (own.ideal + step < other.ideal - limits_.forward_max) return false;
    return size(step) <= limits_.step_max || size(step) <= to_other;
}

bool Timeline::follows_other(const Clock& own, const Clock& other, std::uint32_t raw_ms) const {
    if (!other.seen || size(distance(other.raw_ms, raw_ms)) > limits_.interleave_max) return false;
    if (!own.seen || own.epoch != other.epoch) return true;

    // With one offset for both this track either was silent and has caught up, or fell back alone,
    // which is a jump.
    return distance(own.raw_ms, raw_ms) > MediaTime::zero();
}

MediaTime Timeline::after_jump() const {
    auto last = start_;
    auto step = usual_step;
    for (const auto& clock : clocks_) {
        if (!clock.seen) continue;
        last = std::max(last, clock.placed);
        step = std::max(step, clock.step);
    }
    // One step because that is when the next frame was due, and one because the other track's first
    // frame after the jump may lie up to a step before ours, and its last before the jump up to a
    // step after.
    return last + 2 * step;
}

MediaTime Timeline::end() const {
    auto end = start_;
    for (const auto& clock : clocks_) {
        if (clock.seen) end = std::max(end, clock.placed + clock.step);
    }
    return end;
}

}  // namespace freshet::media
