#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "media/frame.hpp"

namespace freshet::media {

/// What AudioSpecificConfig says (ISO/IEC 14496-3, 1.6.2.1). With SBR signalled, rate and frame are
/// those that are heard: twice the core's.
struct AacFormat {
    unsigned object_type = 0;  // As the codec string names it: 2 LC, 5 with SBR, 29 with PS.
    std::uint32_t sample_rate_hz = 0;
    std::uint32_t channels = 0;
    std::uint32_t samples_per_frame = 1024;
};

/// Reads AudioSpecificConfig for the types with a GASpecificConfig, SBR and PS in either way of
/// signalling.
Result<AacFormat> read_audio_specific_config(ByteSpan config);

Result<Track> read_aac_config(ByteSpan config);

}  // namespace freshet::media
