#include "image/avatar.hpp"

#include <new>
#include <webp/encode.h>

#include "image/error.hpp"
#include "image/readers.hpp"

namespace freshet::image {

namespace {

Result<Square> read_square(ByteSpan file, const Header& header, std::uint32_t side) {
    switch (header.format) {
        case Format::jpeg: return read_jpeg(file, header, side);
        case Format::png: return read_png(file, header, side);
        case Format::webp: return read_webp(file, header, side);
        case Format::gif: return read_gif(file, header, side);
    }
    return fail(Errc::unknown_format);
}

Bytes write_webp(const Square& square, float quality) {
    std::uint8_t* out = nullptr;
    const int side = static_cast<int>(square.side);
    const auto size = WebPEncodeRGBA(reinterpret_cast<const std::uint8_t*>(square.rgba.data()),
                                     side, side, side * 4, quality, &out);
    if (size == 0) throw std::bad_alloc();  // The only reason for a picture of that size.
    const auto* const begin = reinterpret_cast<const std::byte*>(out);
    Bytes file(begin, begin + size);
    WebPFree(out);
    return file;
}

}  // namespace

Result<Bytes> make_avatar(ByteSpan file, const AvatarRules& rules) {
    const auto header = read_header(file);
    if (!header) return std::unexpected(header.error());
    if (header->size.pixels() > rules.pixels_max) return fail(Errc::too_large);
    const auto square = read_square(file, *header, rules.side);
    if (!square) return std::unexpected(square.error());
    return write_webp(square->side < rules.side ? enlarged(*square, rules.side) : *square,
                      rules.quality);
}

}  // namespace freshet::image
