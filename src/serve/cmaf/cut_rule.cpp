#include "serve/cmaf/cut_rule.hpp"

#include <algorithm>
#include <chrono>

namespace freshet::cmaf {

namespace {

using media::MediaTime;

std::uint32_t rounded_s(MediaTime time) {
    const auto seconds = (time + std::chrono::milliseconds(500)) / std::chrono::seconds(1);
    return static_cast<std::uint32_t>(std::max<std::int64_t>(seconds, 1));
}

}  // namespace

void CutRule::begin(const media::Frame& frame) {
    start_ = newest_ = frame.dts;
    keyframe_ = frame.dts;
    gop_ = {};
}

CutRule::Cut CutRule::next(const media::Frame& frame) {
    if (frame.keyframe) {
        gop_ = frame.dts - keyframe_;
        keyframe_ = frame.dts;
    }
    const auto length = frame.dts - start_;
    const auto step = frame.dts - newest_;
    newest_ = frame.dts;

    const auto cut =
        target_s_ ? judge(frame, length, step) : judge_first(frame.keyframe, length, step);
    if (cut != Cut::none) start_ = frame.dts;
    return cut;
}

CutRule::Cut CutRule::judge_first(bool keyframe, MediaTime length, MediaTime step) {
    if (keyframe && length >= segment_ - segment_ / 10) {
        target_s_ = rounded_s(std::max(segment_, length));
        return Cut::here;
    }
    if (length + step <= 2 * segment_ + segment_ / 10) return Cut::none;

    target_s_ = rounded_s(segment_);
    has_long_gops_ = true;
    return Cut::here_and_back;
}

CutRule::Cut CutRule::judge(const media::Frame& frame, MediaTime length, MediaTime step) {
    // Among long GOPs each keyframe is precious, for a player can begin nowhere else.
    if (frame.keyframe && length >= (has_long_gops_ ? segment_ / 2 : segment_ - segment_ / 10)) {
        if (gop_ <= length_max()) has_long_gops_ = false;
        return Cut::here;
    }
    if (length + step > length_max()) {
        has_long_gops_ = true;
        return Cut::here;
    }
    const bool is_due = has_long_gops_ && length >= segment_;
    return is_due && !keyframe_is_near(frame.dts) ? Cut::here : Cut::none;
}

bool CutRule::keyframe_is_near(MediaTime now) const {
    if (gop_ == MediaTime::zero()) return false;
    const auto expected = keyframe_ + gop_;
    return expected > now && expected <= start_ + length_max();
}

void CutRule::decide(MediaTime length) {
    if (!target_s_) target_s_ = rounded_s(std::max(segment_, length));
}

MediaTime CutRule::length_max() const {
    if (!target_s_) return 3 * segment_;  // Not before judge_first has spoken.
    return std::chrono::seconds(*target_s_) + std::chrono::milliseconds(300);
}

}  // namespace freshet::cmaf
