#pragma once

#include <chrono>

#include "base/clock.hpp"

namespace freshet::bench {

using Seconds = std::chrono::duration<double>;

/// How a run goes: the clients join evenly over the ramp, all is left to settle, then it is
/// counted.
struct Schedule {
    Seconds ramp{2};
    Seconds settle{3};
    Seconds window{10};
};

/// The time that counts.
struct Window {
    MonoTime start;  // The first client joins.
    MonoTime from;
    MonoTime to;

    Window(MonoTime begin, const Schedule& schedule)
        : start(begin),
          from(begin + to_mono(schedule.ramp + schedule.settle)),
          to(from + to_mono(schedule.window)) {}

    [[nodiscard]] bool has(MonoTime when) const { return when >= from && when < to; }

    /// How much of the time between the two lies in the window.
    [[nodiscard]] MonoTime::duration overlap(MonoTime begin, MonoTime end) const {
        return std::min(end, to) - std::max(begin, from);
    }

    [[nodiscard]] double seconds() const { return Seconds(to - from).count(); }

    static MonoTime::duration to_mono(Seconds time) {
        return std::chrono::duration_cast<MonoTime::duration>(time);
    }
};

}  // namespace freshet::bench
