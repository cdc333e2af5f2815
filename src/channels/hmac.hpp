#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/bytes.hpp"

namespace freshet::channels {

using Digest = std::array<std::byte, 32>;

/// HMAC-SHA256 (RFC 2104).
[[nodiscard]] Digest hmac(std::string_view key, ByteSpan message);

}  // namespace freshet::channels
