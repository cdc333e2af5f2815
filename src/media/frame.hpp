#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "base/slice.hpp"
#include "media/codec.hpp"

namespace freshet::media {

/// One elementary stream with the configuration in force. Immutable: a codec change in mid-stream
/// is a new Track, so a writer that sees another pointer than before sends new headers.
struct Track {
    Codec codec = Codec::h264;

    /// The decoder's configuration, in the form that MP4 carries: the body of avcC (ISO/IEC
    /// 14496-15), hvcC, av1C, vpcC; AudioSpecificConfig for AAC (ISO/IEC 14496-3); OpusHead for
    /// Opus (RFC 7845, 5.1). Empty for MP3.
    Bytes config{};

    /// RFC 6381, for `CODECS` and Media Source: "avc1.64001f", "mp4a.40.2".
    std::string codec_string{};

    std::uint32_t width = 0;  // Pixels; 0 for audio.
    std::uint32_t height = 0;
    double frame_rate = 0;  // Frames a second as the headers or the publisher say; 0: not known.
    std::uint32_t sample_rate_hz = 0;  // 0 for video.
    std::uint32_t channels = 0;

    [[nodiscard]] Kind kind() const { return traits(codec).kind; }
};

using TrackPtr = std::shared_ptr<const Track>;

/// Time on a stream's own line: starts near 0, rises, never wraps (see Timeline).
using MediaTime = std::chrono::microseconds;

/// One coded access unit. Immutable and shared by all that read it, on any thread.
struct Frame {
    TrackPtr track{};
    MediaTime dts{};        // When it is decoded; within one track never falling.
    MediaTime pts{};        // When it is shown or heard.
    bool keyframe = false;  // Decoding may start here. Always true for audio.
    bool discontinuity =
        false;  // The first frame of a track after the publisher returned or its clock jumped.
    Slice payload{};  // H.264, HEVC: NAL units with 4-byte lengths. AV1: OBUs. VP9, AAC, Opus, MP3:
                      // one raw frame.

    [[nodiscard]] Kind kind() const { return track->kind(); }
};

using FramePtr = std::shared_ptr<const Frame>;

}  // namespace freshet::media
