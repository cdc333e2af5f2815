#include "base/json.hpp"

#include <algorithm>

namespace freshet::json {

namespace {

class Category : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "json"; }
    std::string message(int value) const override {
        switch (static_cast<Errc>(value)) {
            case Errc::malformed: return "not well-formed JSON in UTF-8";
            case Errc::too_deep: return "JSON is nested too deeply";
            case Errc::too_large: return "JSON text is too long";
            case Errc::not_an_object: return "JSON text is not an object";
        }
        return "unknown";
    }
};

/// The length of the well-formed sequence at the front (Unicode 15, table 3-7); 0 when there is
/// none.
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
    const auto first = byte(0);
    if (first < 0x80) return first == 0 ? 0 : 1;
    if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        const bool overlong = first == 0xe0 && byte(1) < 0xa0;
        const bool surrogate = first == 0xed && byte(1) > 0x9f;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const bool overlong = first == 0xf0 && byte(1) < 0x90;
        const bool beyond = first == 0xf4 && byte(1) > 0x8f;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

void Issues::add(FieldError error) {
    if (list_.size() >= count_max) return;
    if (std::ranges::find(list_, error.field, &FieldError::field) != list_.end()) return;
    list_.push_back(std::move(error));
}

void Issues::add(FieldErrors errors) {
    for (auto& error : errors) add(std::move(error));
}

bool is_clean_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto length = sequence_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace freshet::json
