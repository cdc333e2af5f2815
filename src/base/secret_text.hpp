#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace freshet {

/// A text that must not come into a log by accident: it does not print, and who wants it says
/// `reveal()`.
class SecretText {
public:
    SecretText() = default;
    explicit SecretText(std::string text) : text_(std::move(text)) {}

    [[nodiscard]] std::string_view reveal() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }

    bool operator==(const SecretText&) const = default;

private:
    std::string text_;
};

}  // namespace freshet
