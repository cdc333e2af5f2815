#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace freshet {

/// The one emoji that a text is (UTS #51, ED-27: those that are recommended for interchange), in
/// the form that is the same for everybody: whether it came with its variation selectors or
/// without. Nothing for any other text.
[[nodiscard]] std::optional<std::string> emoji_from(std::string_view text);

}  // namespace freshet
