#include "media/error.hpp"

#include <string>

namespace freshet::media {

namespace {

class Category : public boost::system::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "media"; }

    [[nodiscard]] std::string message(int value) const override {
        switch (static_cast<Errc>(value)) {
            case Errc::truncated: return "the codec's header ends too early";
            case Errc::malformed: return "the codec's header is malformed";
            case Errc::unsupported: return "the codec's profile is not supported";
            case Errc::over_limit: return "the codec's header asks for more than is allowed";
        }
        return "unknown media error";
    }
};

const Category category;

}  // namespace

ErrorCode make_error_code(Errc code) noexcept { return {static_cast<int>(code), category}; }

}  // namespace freshet::media
