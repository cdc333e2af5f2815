#include "wire/mp4/segments.hpp"

#include "wire/mp4/time_scale.hpp"

namespace freshet::mp4 {

namespace {

/// A segment in the making, in ticks.
struct Draft {
    ByteRange bytes{};
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    bool is_independent = false;
};

/// Where a fragment ends: where the next one starts, for gaps are the earlier one's.
std::uint64_t end_of(const std::vector<IndexedFragment>& fragments, std::size_t i) {
    if (i + 1 < fragments.size()) return fragments[i + 1].start;
    return fragments[i].start + fragments[i].duration;
}

}  // namespace

std::vector<Segment> join_fragments(const FragmentIndex& index, std::chrono::microseconds target) {
    const auto scale = index.header.time_scale;
    const auto time_of = [scale](std::uint64_t ticks) {
        return to_time(static_cast<std::int64_t>(ticks), scale);
    };
    std::vector<Segment> segments;
    Draft draft;
    const auto close = [&] {
        segments.push_back({.bytes = draft.bytes,
                            .duration = time_of(draft.end) - time_of(draft.start),
                            .is_independent = draft.is_independent});
    };
    for (std::size_t i = 0; i < index.fragments.size(); ++i) {
        const auto& fragment = index.fragments[i];
        const bool is_full = time_of(draft.end) - time_of(draft.start) >= target;
        if (i > 0 && is_full && fragment.starts_with_keyframe) close();
        if (i == 0 || (is_full && fragment.starts_with_keyframe)) {
            draft = {.bytes = fragment.bytes,
                     .start = fragment.start,
                     .is_independent = fragment.starts_with_keyframe};
        }
        draft.bytes.size = fragment.bytes.end() - draft.bytes.offset;
        draft.end = end_of(index.fragments, i);
    }
    if (!index.fragments.empty()) close();
    return segments;
}

}  // namespace freshet::mp4
