#include "image/error.hpp"

#include <string>

namespace freshet::image {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "image"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::unknown_format: return "not a picture of a format that is read here";
            case Errc::too_large: return "the picture has too many pixels";
            case Errc::malformed: return "the picture is damaged";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::image
