#include "wire/stripe/form_writer.hpp"

#include "base/encoding.hpp"

namespace freshet::stripe {

FormWriter& FormWriter::add(std::string_view name, std::string_view value) {
    if (!text_.empty()) text_ += '&';
    text_.append(percent_encoded(name)).append("=").append(percent_encoded(value));
    return *this;
}

}  // namespace freshet::stripe
