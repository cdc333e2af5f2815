#include "serve/playback/error.hpp"

#include <string>

namespace freshet::playback {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "playback"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::hidden: return "there is no such stream for this viewer";
            case Errc::forbidden: return "a good playback token is needed";
            case Errc::not_signed_in: return "nobody is signed in";
            case Errc::followers_only: return "the stream is for followers";
            case Errc::subscribers_only: return "the stream is for subscribers";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::playback
