#include "wire/flv/error.hpp"

#include <string>

namespace freshet::flv {
namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "flv"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::truncated: return "the media message is cut off";
            case Errc::unsupported_video_codec:
                return "this video codec is not supported: send H.264, HEVC, AV1 or VP9";
            case Errc::unsupported_audio_codec:
                return "this audio codec is not supported: send AAC, Opus or MP3";
            case Errc::not_flv: return "this is not an FLV stream";
            case Errc::bad_tag: return "an FLV tag is malformed";
            case Errc::tag_too_large: return "an FLV tag is larger than allowed";
        }
        return "unknown FLV error";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::flv
