#pragma once

#include <string>
#include <string_view>

namespace freshet::stripe {

/// A body as Stripe's API reads it: application/x-www-form-urlencoded, what is nested in brackets
/// (docs.stripe.com/api): `line_items[0][price]=price_1&metadata[key]=value`.
class FormWriter {
public:
    /// Names are ours, values may be anything.
    FormWriter& add(std::string_view name, std::string_view value);

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

}  // namespace freshet::stripe
