#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "media/frame.hpp"

namespace freshet::mp4 {

/// What the moov of a file of fragments says of its one track.
struct FragmentedHeader {
    media::Track track{};
    std::uint32_t time_scale = 0;  // Ticks a second; never 0.
    // For samples of which a fragment does not say it (8.8.3).
    std::uint32_t default_duration = 0;
    std::uint32_t default_flags = 0;
};

/// Reads the body of a moov. H.264 and AAC: what we put into such files on demand.
Result<FragmentedHeader> read_fragmented_header(ByteSpan moov);

}  // namespace freshet::mp4
