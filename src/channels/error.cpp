#include "channels/error.hpp"

#include <string>

namespace freshet::channels {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "channels"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::channel_not_found: return "there is no such channel";
            case Errc::other_secret:
                return "SECRET_KEY is not the one that this database was made with";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::channels
