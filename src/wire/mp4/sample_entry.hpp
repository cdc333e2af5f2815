#pragma once

#include "base/bytes.hpp"
#include "media/frame.hpp"

namespace freshet::mp4 {

/// Appends the sample entry of a track (ISO/IEC 14496-12, 8.5.2) with its decoder's configuration
/// inside.
void write_sample_entry(Bytes& out, const media::Track& track);

}  // namespace freshet::mp4
