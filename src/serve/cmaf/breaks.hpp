#pragma once

#include <cstdint>
#include <deque>

#include "media/frame.hpp"

namespace freshet::cmaf {

/// The discontinuities of a stream, each of which every track goes through, so that equal
/// Discontinuity Sequence Numbers mean equal times (RFC 8216, 6.2.1 and 6.2.4). A track is told of
/// one by its own frames, or comes to one that another track was told of. A track's number is how
/// many it has gone through.
class Breaks {
public:
    /// A track is told by this frame that it breaks here. Gives its new number: it joins the break
    /// that the other track made before, or makes one.
    std::uint64_t tell(std::uint64_t number, const media::Frame& frame);

    /// Whether a track of this number has come, with this frame, to a break that it was not told
    /// of. After a jump of the publisher's clock each track is told by itself, soon.
    [[nodiscard]] bool has_come(std::uint64_t number, const media::Frame& frame) const;

    /// The number after all breaks that this frame has come to, at least one.
    [[nodiscard]] std::uint64_t join(std::uint64_t number, const media::Frame& frame) const;

    /// The number of a track that begins now.
    [[nodiscard]] std::uint64_t count() const { return count_; }

private:
    struct Break {
        media::MediaTime at{};
        bool by_clock = false;
    };

    [[nodiscard]] const Break& after(std::uint64_t number) const;

    std::deque<Break> newest_;
    std::uint64_t count_ = 0;
};

}  // namespace freshet::cmaf
