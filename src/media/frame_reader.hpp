#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "media/frame.hpp"

namespace freshet::media {

/// Whether a decoder can start at this frame, from the coded bytes alone (as Frame::payload has
/// them). For publishers that mark keyframes wrongly. Malformed video is no keyframe; audio always
/// is one.
[[nodiscard]] bool is_keyframe(const Track& track, ByteSpan payload);

/// How long an audio frame lasts, counted in samples at the track's own sample rate (Opus: 48 kHz).
/// 0 for video and for what cannot be read.
[[nodiscard]] std::uint32_t samples_per_frame(const Track& track, ByteSpan payload);

}  // namespace freshet::media
