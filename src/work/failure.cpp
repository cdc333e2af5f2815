#include "work/failure.hpp"

#include "ffmpeg/error.hpp"

namespace freshet::work {

std::optional<vod::FailureCode> failure_of(ErrorCode error) {
    using ffmpeg::Errc;
    using vod::FailureCode;
    if (error.category() != ErrorCode(Errc::damaged).category()) return std::nullopt;
    switch (static_cast<Errc>(error.value())) {
        case Errc::not_a_video: return FailureCode::not_a_video;
        case Errc::no_playable_track: return FailureCode::no_playable_track;
        case Errc::damaged: return FailureCode::damaged;
        case Errc::unsupported_codec: return FailureCode::unsupported_codec;
        case Errc::too_long: return FailureCode::too_long;
        case Errc::too_large_picture: return FailureCode::too_large_picture;
        case Errc::took_too_long: return FailureCode::took_too_long;
        case Errc::cannot_start:
        case Errc::killed: break;
    }
    return std::nullopt;
}

}  // namespace freshet::work
