#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "media/frame.hpp"
#include "media/video_format.hpp"

namespace freshet::media {

/// Reads the body of av1C (AV1 in ISO BMFF, 2.3.3). Without a sequence header in it the size stays
/// 0.
Result<Track> read_av1c(ByteSpan config);

/// Whether a temporal unit begins with a sequence header and then a shown key frame: a random
/// access point (AV1, 7.6.1).
[[nodiscard]] bool is_av1_keyframe(ByteSpan payload);

}  // namespace freshet::media
