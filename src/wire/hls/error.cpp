#include "wire/hls/error.hpp"

#include <string>

namespace freshet::hls {

namespace {

class Category : public boost::system::error_category {
public:
    [[nodiscard]] const char* name() const noexcept override { return "hls"; }

    [[nodiscard]] std::string message(int value) const override {
        switch (static_cast<Errc>(value)) {
            case Errc::no_header: return "not a playlist";
            case Errc::bad_tag: return "a tag is malformed or out of place";
            case Errc::missing_tag: return "a required tag is missing";
            case Errc::bad_order: return "a URI comes without its tag";
            case Errc::segment_too_long: return "a segment is longer than the target duration";
            case Errc::over_limit: return "the playlist is longer than is allowed";
        }
        return "unknown playlist error";
    }
};

const Category category;

}  // namespace

ErrorCode make_error_code(Errc code) noexcept { return {static_cast<int>(code), category}; }

}  // namespace freshet::hls
