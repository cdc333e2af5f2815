#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "media/frame.hpp"
#include "media/video_format.hpp"

namespace freshet::media {

/// Reads vpcC (VP Codec ISO Media File Format Binding 1.0), with or without its FullBox head. The
/// size is not in it.
Result<Track> read_vpcc(ByteSpan config);

/// vpcC's body with the FullBox head that MP4 carries, whether the publisher sent it or not.
Bytes with_vpcc_head(Bytes config);

/// The picture's size, which VP9 tells in its key frames alone; nothing for other frames.
[[nodiscard]] std::optional<VideoFormat> vp9_frame_size(ByteSpan payload);

[[nodiscard]] inline bool is_vp9_keyframe(ByteSpan payload) {
    return vp9_frame_size(payload).has_value();
}

}  // namespace freshet::media
