#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace freshet {

/// Lower-case hexadecimal (RFC 4648, 8).
[[nodiscard]] std::string to_hex(ByteSpan bytes);

/// Lower-case base32 without padding (RFC 4648, 6): nothing that a person could mistype by case.
[[nodiscard]] std::string to_base32(ByteSpan bytes);

/// Base64 with its padding (RFC 4648, 4).
[[nodiscard]] std::string to_base64(ByteSpan bytes);

/// Reads what `to_base64` writes, and nothing else.
[[nodiscard]] std::optional<Bytes> from_base64(std::string_view text);

/// Base64 for URLs and tokens, without padding (RFC 4648, 5).
[[nodiscard]] std::string to_base64url(ByteSpan bytes);

/// Reads what `to_base64url` writes. One value has one text: padding and stray last bits are
/// refused.
[[nodiscard]] std::optional<Bytes> from_base64url(std::string_view text);

/// All but letters, digits and "-._~" as %XX (RFC 3986, 2.1 and 2.3).
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace freshet
