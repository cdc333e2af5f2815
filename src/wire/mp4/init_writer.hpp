#pragma once

#include "base/bytes.hpp"
#include "media/frame.hpp"

namespace freshet::mp4 {

/// The one track that each of our files holds.
inline constexpr std::uint32_t track_id = 1;

/// A CMAF header for one track (ISO/IEC 23000-19, 7.3.1): ftyp and moov without samples, to be
/// followed by fragments in time_scale(track). The track is one that media::make_track has read.
Bytes write_init(const media::Track& track);

}  // namespace freshet::mp4
