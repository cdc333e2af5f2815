#pragma once

#include <memory>
#include <optional>
#include <string>

#include "media/frame.hpp"
#include "media/testing/configurations.hpp"
#include "media/testing/hex.hpp"
#include "media/track_reader.hpp"

namespace freshet::cmaf::testing {

inline media::TrackPtr make_track(media::Codec codec, std::string_view config) {
    return std::make_shared<const media::Track>(
        media::make_track(codec, media::testing::from_hex(config)).value());
}

inline media::TrackPtr picture() {
    return make_track(media::Codec::h264, media::testing::h264_baseline);
}
inline media::TrackPtr other_picture() {
    return make_track(media::Codec::h264, media::testing::h264_1080p_with_scaling_lists);
}
inline media::TrackPtr sound() { return make_track(media::Codec::aac, "1190"); }

/// What a frame is, but for its bytes.
struct FrameAt {
    media::TrackPtr track{};
    media::MediaTime dts{};
    bool keyframe = true;
    bool discontinuity = false;
    std::size_t size = 100;
};

inline media::FramePtr make_frame(const FrameAt& at) {
    return std::make_shared<const media::Frame>(media::Frame{
        .track = at.track,
        .dts = at.dts,
        .pts = at.dts,
        .keyframe = at.keyframe,
        .discontinuity = at.discontinuity,
        .payload = Slice(Bytes(at.size)),
    });
}

}  // namespace freshet::cmaf::testing
