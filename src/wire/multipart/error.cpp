#include "wire/multipart/error.hpp"

#include <string>

namespace freshet::multipart {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "freshet.multipart"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::malformed: return "malformed form";
            case Errc::too_many_parts: return "too many parts in a form";
            case Errc::head_too_large: return "head of a part too large";
            case Errc::cut_short: return "form cut short";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::multipart
