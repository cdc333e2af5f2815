#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/bytes.hpp"

namespace freshet {

using Sha1 = std::array<std::byte, 20>;
using Sha256 = std::array<std::byte, 32>;

/// A code that only who knows the key can make (RFC 2104). With SHA-1 for what standards ask of us
/// alone.
[[nodiscard]] Sha256 hmac_sha256(std::string_view key, ByteSpan message);
[[nodiscard]] Sha1 hmac_sha1(std::string_view key, ByteSpan message);

}  // namespace freshet
