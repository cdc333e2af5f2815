#include "bench/timeline.hpp"

#include <algorithm>
#include <ranges>
#include <span>
#include <stdexcept>

#include "bench/stamp.hpp"

namespace freshet::bench {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t wire_bytes_max = 1u << 30;

/// From the file's first tag to where its first tag stands again: the last picture lasts as long as
/// the others.
struct Loop {
    std::uint32_t start_ms = 0;
    std::uint32_t length_ms = 0;
};

Loop loop_of(const std::vector<FlvTag>& tags) {
    std::uint32_t pictures = 0;
    std::uint32_t first_ms = 0;
    std::uint32_t last_ms = 0;
    for (const auto& tag : tags) {
        if (!tag.stamp_at) continue;
        if (pictures++ == 0) first_ms = tag.time_ms;
        last_ms = tag.time_ms;
    }
    if (pictures < 2 || last_ms <= first_ms)
        throw std::runtime_error("the file has no moving picture");
    return {.start_ms = first_ms,
            .length_ms = last_ms - first_ms + (last_ms - first_ms) / (pictures - 1)};
}

}  // namespace

Timeline lay_out(const std::vector<FlvTag>& tags, milliseconds length, const Writer& write) {
    const auto loop = loop_of(tags);
    Timeline line;
    std::ranges::copy_if(tags, std::back_inserter(line.setup), &FlvTag::setup);

    for (std::int64_t shift_ms = 0;; shift_ms += loop.length_ms) {
        for (const auto& tag : tags) {
            const auto in_loop_ms = std::int64_t{tag.time_ms} - loop.start_ms;
            if (tag.setup || in_loop_ms < 0 || in_loop_ms >= loop.length_ms) continue;
            const milliseconds due(shift_ms + in_loop_ms);
            if (due >= length) return line;

            const auto begin = line.wire.size();
            const auto body = write(line.wire, tag, static_cast<std::uint32_t>(due.count()));
            if (line.wire.size() > wire_bytes_max)
                throw std::runtime_error("more than 1 GiB to write");
            const auto last = line.turns.empty() ? due : line.turns.back().due;
            line.turns.push_back(
                {.due = std::max(due, last),
                 .begin = begin,
                 .end = line.wire.size(),
                 .stamp_at = tag.stamp_at.transform([&](auto at) { return body + at; }),
                 .flv_bytes = static_cast<std::uint32_t>(tag.flv_bytes()),
                 .keyframe = tag.keyframe});
        }
    }
}

void Timeline::let_go(const Turn& turn, MonoTime now, Published& count) {
    if (turn.stamp_at) {
        set_stamp(std::span(wire).subspan(*turn.stamp_at).first<stamp_digits>(), now);
        count.video_frames.fetch_add(1, std::memory_order_relaxed);
    }
    count.flv_bytes.fetch_add(turn.flv_bytes, std::memory_order_relaxed);
    count.tags.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace freshet::bench
