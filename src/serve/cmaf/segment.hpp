#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "media/frame.hpp"
#include "net/memory_file.hpp"

namespace freshet::cmaf {

/// A run of bytes of a memory file: a segment, or the header that it is decoded with.
struct FileRange {
    std::shared_ptr<const net::MemoryFile> file{};
    std::size_t offset = 0;
    std::size_t size = 0;
};

/// A piece of a segment that can be decoded as soon as it is there (a CMAF chunk).
struct Part {
    std::size_t size = 0;  // The parts of a segment follow each other from its first byte on.
    media::MediaTime start{};
    media::MediaTime duration{};
    bool is_independent = false;
};

/// One finished segment of one track. Immutable and shared.
struct Segment {
    std::string name{};
    std::string init_name{};
    FileRange bytes{};
    std::vector<Part> parts{};
    std::uint64_t number = 0;         // Its Media Sequence Number.
    std::uint64_t discontinuity = 0;  // Its Discontinuity Sequence Number: the same in all tracks.
    media::MediaTime start{};
    media::MediaTime duration{};
    std::size_t samples = 0;
    std::optional<WallTime> program_date_time{};
};

using SegmentPtr = std::shared_ptr<const Segment>;

}  // namespace freshet::cmaf
