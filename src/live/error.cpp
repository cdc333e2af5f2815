#include "live/error.hpp"

#include <string>

namespace freshet::live {

namespace {

class Category final : public boost::system::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "live"; }

    [[nodiscard]] std::string message(int value) const override {
        switch (static_cast<Errc>(value)) {
            case Errc::already_publishing: return "another publisher is on this channel";
            case Errc::broadcast_over: return "the broadcast has ended";
        }
        return "unknown error";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::live
