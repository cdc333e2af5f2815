#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "media/frame.hpp"
#include "media/video_format.hpp"

namespace freshet::media {

/// Reads an HEVC sequence parameter set (H.265, 7.3.2.2), its two-byte NAL header included.
Result<VideoFormat> read_hevc_sps(ByteSpan unit, ParameterSetLimits limits = {});

/// Reads HEVCDecoderConfigurationRecord (ISO/IEC 14496-15, 8.3.3.1). Only 4-byte NAL lengths: what
/// Frame promises.
Result<Track> read_hvcc(ByteSpan config);

/// Whether an access unit holds a picture at which decoding may start (IRAP: types 16 to 23).
[[nodiscard]] bool is_hevc_keyframe(ByteSpan payload);

}  // namespace freshet::media
