#include "wire/tus/error.hpp"

#include <string>

namespace freshet::tus {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "freshet.tus"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::unsupported_version: return "unsupported version of tus";
            case Errc::malformed: return "malformed request of tus";
            case Errc::bad_metadata: return "malformed metadata of an upload";
            case Errc::wrong_content_type: return "not the content type of tus";
            case Errc::unknown_checksum: return "unknown checksum algorithm";
            case Errc::checksum_mismatch: return "checksum mismatch";
            case Errc::no_concatenation: return "uploads are not concatenated";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::tus
