#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "bench/flv_file.hpp"
#include "bench/published.hpp"

namespace freshet::bench {

/// One tag's turn: when it is let go, and which bytes of the timeline's wire it is.
struct Turn {
    std::chrono::milliseconds due{};
    std::size_t begin = 0;
    std::size_t end = 0;
    std::optional<std::size_t> stamp_at;  // Where in the wire the stamp's digits stand.
    std::uint32_t flv_bytes = 0;
    bool keyframe = false;
};

/// All that a publisher will ever write, laid out beforehand: the file again and again at its own
/// pace, for as long as asked. Nothing is parsed, copied or allocated while the clock runs.
struct Timeline {
    std::vector<FlvTag> setup;
    Bytes wire;
    std::vector<Turn> turns;  // Their times never fall.

    /// Marks a turn's picture with the time and counts the turn.
    void let_go(const Turn& turn, MonoTime now, Published& count);
};

/// Appends a tag in the form that goes over the wire, and says where in `out` the tag's body
/// begins. The body's first bytes, up to the stamp, must stay in one piece.
using Writer = std::function<std::size_t(Bytes& out, const FlvTag& tag, std::uint32_t time_ms)>;

/// Throws when the file has no picture, or when more than 1 GiB would be written.
[[nodiscard]] Timeline lay_out(const std::vector<FlvTag>& tags, std::chrono::milliseconds length,
                               const Writer& write);

}  // namespace freshet::bench
