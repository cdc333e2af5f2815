#pragma once

#include <cstdint>
#include <optional>

#include "media/frame.hpp"

namespace freshet::cmaf {

/// Where the video is cut into segments, and which target duration is announced: that of the first
/// segment, so that what comes once stays true for all. Segments begin at keyframes as long as
/// these come often enough; where they do not, the GOP is cut through every `segment`, and no
/// segment is longer than what has been announced.
class CutRule {
public:
    explicit CutRule(media::MediaTime segment) : segment_(segment) {}

    enum class Cut : std::uint8_t {
        none,
        here,           // A segment begins with this frame.
        here_and_back,  // And the one before it, the first of all, is to be divided after
                        // `segment`.
    };

    /// A segment begins with this frame whatever the rule says: the first one, or the first after a
    /// discontinuity.
    void begin(const media::Frame& frame);

    /// What to do before this next frame.
    Cut next(const media::Frame& frame);

    /// Fixes the target duration, if it is not yet, where the first segment to be complete was not
    /// cut by this rule.
    void decide(media::MediaTime length);

    /// EXT-X-TARGETDURATION; nothing before the first segment is complete.
    [[nodiscard]] std::optional<std::uint32_t> target_s() const { return target_s_; }

    /// The longest segment that the target duration allows: rounded it must not exceed it (RFC
    /// 8216, 4.3.3.1), and audio ends up to a frame later than the picture.
    [[nodiscard]] media::MediaTime length_max() const;

private:
    [[nodiscard]] Cut judge_first(bool keyframe, media::MediaTime length, media::MediaTime step);
    [[nodiscard]] Cut judge(const media::Frame& frame, media::MediaTime length,
                            media::MediaTime step);
    [[nodiscard]] bool keyframe_is_near(media::MediaTime now) const;

    media::MediaTime segment_;
    std::optional<std::uint32_t> target_s_;
    media::MediaTime start_{};     // Of the open segment.
    media::MediaTime newest_{};    // The frame before.
    media::MediaTime keyframe_{};  // The newest one.
    media::MediaTime gop_{};       // The length of the newest whole GOP; 0: none yet.
    bool has_long_gops_ = false;
};

}  // namespace freshet::cmaf
