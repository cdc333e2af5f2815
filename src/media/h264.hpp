#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "media/frame.hpp"
#include "media/video_format.hpp"

namespace freshet::media {

/// Reads an H.264 sequence parameter set (7.3.2.1.1), its NAL header included.
Result<VideoFormat> read_h264_sps(ByteSpan unit, ParameterSetLimits limits = {});

/// Reads AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1). Only 4-byte NAL lengths: what
/// Frame promises.
Result<Track> read_avcc(ByteSpan config);

/// Whether an access unit holds an IDR picture.
[[nodiscard]] bool is_h264_keyframe(ByteSpan payload);

}  // namespace freshet::media
