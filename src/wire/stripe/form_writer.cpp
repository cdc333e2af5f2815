#include "wire/stripe/form_writer.hpp"

namespace freshet::stripe {

namespace {

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

}  // namespace

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_unreserved(c)) {
            encoded += c;
        } else {
            encoded.append({'%', digits[byte >> 4], digits[byte & 15]});
        }
    }
    return encoded;
}

FormWriter& FormWriter::add(std::string_view name, std::string_view value) {
    if (!text_.empty()) text_ += '&';
    text_.append(percent_encoded(name)).append("=").append(percent_encoded(value));
    return *this;
}

}  // namespace freshet::stripe
