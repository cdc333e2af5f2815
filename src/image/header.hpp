#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace freshet::image {

enum class Format : std::uint8_t { jpeg, png, webp, gif };

struct Size {
    std::uint32_t width = 0;
    std::uint32_t height = 0;

    [[nodiscard]] std::uint64_t pixels() const { return std::uint64_t{width} * height; }
    bool operator==(const Size&) const = default;
};

/// What a file says of itself before anything is decoded.
struct Header {
    Format format = Format::jpeg;
    Size size{};                   // As it is coded: before it is turned.
    std::uint8_t orientation = 1;  // Of a JPEG, 1 to 8 (Exif 2.3, 4.6.4 A); 1: upright.
};

/// Reads only as far as it must, and trusts no length: Errc::unknown_format, Errc::malformed.
[[nodiscard]] Result<Header> read_header(ByteSpan file);

}  // namespace freshet::image
