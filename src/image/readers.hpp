#pragma once

#include <cstddef>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "image/header.hpp"
#include "image/square.hpp"

/// What becomes of a file's pixels, a function a format. Each reads the file that the header was
/// read from, whose size has been judged; a picture that turns out to have another one is refused.
/// Errc::malformed, Errc::too_large.
namespace freshet::image {

/// What a decoder may hold beside the square. Some formats hand out rows only when the whole
/// picture has been decoded.
inline constexpr std::size_t decoder_bytes_max = std::size_t{192} * 1024 * 1024;

[[nodiscard]] Result<Square> read_jpeg(ByteSpan file, const Header& header, SquareShape shape);
[[nodiscard]] Result<Square> read_png(ByteSpan file, const Header& header, SquareShape shape);
[[nodiscard]] Result<Square> read_webp(ByteSpan file, const Header& header, SquareShape shape);
[[nodiscard]] Result<Square> read_gif(ByteSpan file, const Header& header, SquareShape shape);

}  // namespace freshet::image
