#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "wire/mp4/fragment_index.hpp"

namespace freshet::mp4 {

/// What a player fetches at once: fragments that follow each other.
struct Segment {
    ByteRange bytes{};
    std::chrono::microseconds duration{};
    bool is_independent = false;  // Decoding can begin with it.

    bool operator==(const Segment&) const = default;
};

/// Joins fragments until they fill `target`, and cuts where decoding can begin. The ends of
/// segments are rounded, not their lengths: the sum does not drift.
std::vector<Segment> join_fragments(const FragmentIndex& index, std::chrono::microseconds target);

}  // namespace freshet::mp4
