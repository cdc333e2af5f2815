#include <algorithm>
#include <csetjmp>
#include <cstring>
#include <optional>
#include <png.h>

#include "image/error.hpp"
#include "image/readers.hpp"

namespace freshet::image {

namespace {

constexpr png_uint_32 chunks_cached_max = 64;
constexpr png_alloc_size_t chunk_bytes_max = std::size_t{1024} * 1024;

/// libpng's way to fail is not to return. Everything here is plain, so nothing is skipped over.
struct Decoder {
    png_structp png;
    png_infop info;
    ByteSpan rest;
};

[[noreturn]] void on_error(png_structp png, png_const_charp) { png_longjmp(png, 1); }

void on_warning(png_structp, png_const_charp) {}  // For the eye to judge.

void on_read(png_structp png, png_bytep out, std::size_t size) {
    auto& decoder = *static_cast<Decoder*>(png_get_io_ptr(png));
    if (size > decoder.rest.size()) png_error(png, "cut off");
    std::memcpy(out, decoder.rest.data(), size);
    decoder.rest = decoder.rest.subspan(size);
}

/// Whatever the file holds, rows come out as red, green, blue, alpha of eight bits each.
void ask_for_rgba(const Decoder& decoder) {
    png_set_expand(decoder.png);
    png_set_scale_16(decoder.png);
    png_set_gray_to_rgb(decoder.png);
    png_set_add_alpha(decoder.png, 0xff, PNG_FILLER_AFTER);
}

/// False: the decoder has failed. Between its calls nothing is held that has a destructor here.
bool read_rows(Decoder& decoder, const Header& header, SquareMaker& maker, Bytes& rows) {
    auto* const png = decoder.png;
    if (setjmp(png_jmpbuf(png)) != 0) return false;
    png_set_read_fn(png, &decoder, on_read);
    png_set_user_limits(png, header.size.width, header.size.height);
    png_set_chunk_cache_max(png, chunks_cached_max);
    png_set_chunk_malloc_max(png, chunk_bytes_max);
    png_read_info(png, decoder.info);
    const Size size{png_get_image_width(png, decoder.info),
                    png_get_image_height(png, decoder.info)};
    if (size != header.size) return false;
    ask_for_rgba(decoder);
    const int passes = png_set_interlace_handling(png);
    png_read_update_info(png, decoder.info);
    const auto row_bytes = std::size_t{size.width} * 4;
    if (png_get_rowbytes(png, decoder.info) != row_bytes) return false;

    // The passes of Adam7 fill in the whole picture (ISO 15948, 8.2); else a row at a time will do.
    const auto kept = passes > 1 ? size.height : 1;
    rows.resize(row_bytes * kept);
    for (int pass = 1; pass <= passes; ++pass) {
        for (std::uint32_t i = 0; i < size.height; ++i) {
            auto* const row = rows.data() + row_bytes * std::min(i, kept - 1);
            png_read_row(png, reinterpret_cast<png_bytep>(row), nullptr);
            if (pass == passes) maker.add_row(ByteSpan(row, row_bytes));
        }
    }
    return true;
}

}  // namespace

Result<Square> read_png(ByteSpan file, const Header& header, SquareShape shape) {
    Decoder decoder{
        .png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, on_error, on_warning),
        .info = nullptr,
        .rest = file};
    if (decoder.png == nullptr) return fail(Errc::too_large);
    decoder.info = png_create_info_struct(decoder.png);
    SquareMaker maker(header.size, shape);
    Bytes rows;
    const bool is_read = decoder.info != nullptr && read_rows(decoder, header, maker, rows);
    png_destroy_read_struct(&decoder.png, &decoder.info, nullptr);
    if (!is_read) return fail(Errc::malformed);
    return maker.finish();
}

}  // namespace freshet::image
