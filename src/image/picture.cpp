#include "image/picture.hpp"

#include <new>
#include <webp/encode.h>

#include "image/error.hpp"
#include "image/readers.hpp"

namespace freshet::image {

namespace {

Result<Square> read_square(ByteSpan file, const Header& header, const PictureRules& rules) {
    const SquareShape shape{.side_max = rules.side, .fit = rules.fit};
    switch (header.format) {
        case Format::jpeg: return read_jpeg(file, header, shape);
        case Format::png: return read_png(file, header, shape);
        case Format::webp: return read_webp(file, header, shape);
        case Format::gif: return read_gif(file, header, shape);
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

Result<Bytes> make_picture(ByteSpan file, const PictureRules& rules) {
    const auto header = read_header(file);
    if (!header) return std::unexpected(header.error());
    if (header->size.pixels() > rules.pixels_max) return fail(Errc::too_large);
    const auto square = read_square(file, *header, rules);
    if (!square) return std::unexpected(square.error());
    return write_webp(square->side < rules.side ? enlarged(*square, rules.side) : *square,
                      rules.quality);
}

}  // namespace freshet::image
