#pragma once

#include <cstddef>
#include <string_view>

namespace freshet {

/// How many bytes the well-formed UTF-8 character at the front takes (RFC 3629, 4); 0 when there is
/// none.
[[nodiscard]] std::size_t utf8_size(std::string_view text);

/// Whether all of it is well-formed: no overlong forms, no surrogates, nothing beyond U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace freshet
