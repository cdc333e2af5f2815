#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace freshet {

/// How many bytes the well-formed UTF-8 character at the front takes (RFC 3629, 4); 0 when there is
/// none.
[[nodiscard]] std::size_t utf8_size(std::string_view text);

/// Whether all of it is well-formed: no overlong forms, no surrogates, nothing beyond U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

/// Takes the character at the front away, and gives it. Nothing: there is none, or it is malformed.
[[nodiscard]] std::optional<char32_t> take_character(std::string_view& text);

/// How many characters (code points) well-formed text has.
[[nodiscard]] std::size_t count_characters(std::string_view text);

/// Puts a Unicode scalar value behind a text.
void append_utf8(std::string& text, char32_t character);

}  // namespace freshet
