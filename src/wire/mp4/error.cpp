#include "wire/mp4/error.hpp"

#include <string>

namespace freshet::mp4 {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "freshet.mp4"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::malformed: return "not an MP4 file of fragments";
            case Errc::unsupported: return "an MP4 file of something else than one known track";
            case Errc::over_limit: return "an MP4 file with too much to index";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::mp4
