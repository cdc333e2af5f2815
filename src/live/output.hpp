#pragma once

#include <memory>

#include "base/clock.hpp"
#include "media/frame.hpp"

namespace freshet::live {

/// What is known of a broadcast's tracks at some point of it. At most one of each kind.
struct Tracks {
    media::TrackPtr video;
    media::TrackPtr audio;

    bool operator==(const Tracks&) const = default;

    /// The place of the track of this kind.
    media::TrackPtr& of(media::Kind kind) { return kind == media::Kind::video ? video : audio; }

    /// Whether a newcomer may begin with this frame: a video keyframe, or any sound where there is
    /// no picture.
    [[nodiscard]] bool may_start_with(const media::Frame& frame) const {
        return frame.keyframe && (frame.kind() == media::Kind::video || !video);
    }
};

/// Turns a stream's frames into a protocol's bytes on one thread. Called on that thread alone, in
/// the order of arrival; first with the tracks and frames that a newcomer begins with.
class Output {
public:
    virtual ~Output() = default;

    /// A track became known or changed its configuration. Frames that refer to it follow.
    virtual void on_tracks(const Tracks& tracks) = 0;

    virtual void on_frame(const media::FramePtr& frame) = 0;

    /// The wall-clock time at which media time 0 was, or would have been, captured; corrected as
    /// time goes by.
    virtual void on_epoch(WallTime epoch) = 0;

    /// The broadcast is over. The last call.
    virtual void on_end() = 0;
};

}  // namespace freshet::live
