#include "wire/amf/error.hpp"

#include <string>

namespace freshet::amf {
namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "amf"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::truncated: return "the AMF value is cut off";
            case Errc::unknown_type: return "the AMF value has a type that cannot be read";
            case Errc::bad_reference: return "the AMF value refers to something that was not sent";
            case Errc::too_deep: return "the AMF value is nested too deeply";
            case Errc::too_many_values: return "the AMF value has too many parts";
            case Errc::too_many_bytes: return "the AMF value has too much text";
        }
        return "unknown AMF error";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::amf
