#include "store/objects/error.hpp"

#include <string>

namespace freshet::objects {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "objects"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::storage_full: return "no room is left in the object store";
            case Errc::draft_lost: return "less is there than was acknowledged";
            case Errc::too_large: return "too large for one object";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::objects
