#include "ffmpeg/error.hpp"

#include <string>

namespace freshet::ffmpeg {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "freshet.ffmpeg"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::not_a_video: return "not a format of video or sound";
            case Errc::no_playable_track: return "neither picture nor sound is in it";
            case Errc::damaged: return "too damaged to be played";
            case Errc::unsupported_codec: return "a codec that is not supported";
            case Errc::too_long: return "longer than a video may be";
            case Errc::too_large_picture: return "a picture larger than one may be";
            case Errc::took_too_long: return "took too long to be worked on";
            case Errc::cannot_start: return "ffmpeg cannot be started";
            case Errc::killed: return "ffmpeg was killed";
        }
        return "unknown";
    }
};

const Category& category() {
    static const Category instance;
    return instance;
}

}  // namespace

ErrorCode make_error_code(Errc code) noexcept { return {static_cast<int>(code), category()}; }

bool is_of_surroundings(ErrorCode error) {
    return error == Errc::cannot_start || error == Errc::killed;
}

}  // namespace freshet::ffmpeg
