#include "wire/stripe/error.hpp"

#include <string>

namespace freshet::stripe {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "stripe"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::no_signature: return "there is no signature";
            case Errc::wrong_signature: return "the signature is wrong";
            case Errc::old_signature: return "the signature is too old";
            case Errc::malformed: return "not an event";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::stripe
