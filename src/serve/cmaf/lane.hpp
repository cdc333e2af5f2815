#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "media/frame.hpp"
#include "serve/cmaf/segment.hpp"
#include "serve/cmaf/track_writer.hpp"

namespace freshet::cmaf {

/// How much of a lane is listed and kept.
struct Window {
    std::size_t list_size =
        6;  // Segments in the playlist, more where that is under three target durations.
    std::size_t kept_after_list =
        7;  // Segments that can be fetched after they left it (RFC 8216, 6.2.2).
    std::size_t bytes_max = 128 * 1024 * 1024;
};

/// One kind's finished segments and their names: "v-{epoch}-17.m4s". Owned by a Packager, on its
/// thread.
class Lane {
public:
    Lane(media::Kind kind, std::string_view epoch, Window window);

    /// A configuration comes into force.
    void set_init(FileRange init);

    /// Names the segment, and drops what leaves the window.
    void add(Segment segment, std::uint64_t discontinuity, std::optional<WallTime> wall_epoch);

    /// Those that a playlist of this target duration lists (RFC 8216, 6.2.2: at least three target
    /// durations).
    [[nodiscard]] std::vector<SegmentPtr> listed(media::MediaTime target) const;

    [[nodiscard]] const std::deque<SegmentPtr>& kept() const { return segments_; }

    /// The headers that the segments kept need, by name, and the newest.
    [[nodiscard]] const std::vector<std::pair<std::string, FileRange>>& inits() const {
        return inits_;
    }

    /// The media sequence number of the next segment.
    [[nodiscard]] std::uint64_t next_number() const { return next_number_; }

    /// Bits a second: of the most demanding segment, and of all.
    struct Rates {
        std::uint64_t peak = 0;
        std::uint64_t average = 0;
    };
    [[nodiscard]] Rates rates() const;

private:
    void trim();

    std::string prefix_;
    Window window_;
    std::deque<SegmentPtr> segments_;
    std::size_t bytes_ = 0;
    std::vector<std::pair<std::string, FileRange>> inits_;
    std::uint64_t init_count_ = 0;
    std::uint64_t next_number_ = 0;
};

}  // namespace freshet::cmaf
