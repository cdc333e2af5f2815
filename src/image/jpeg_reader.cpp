#include <csetjmp>
#include <cstdio>
#include <jerror.h>
#include <jpeglib.h>
#include <optional>

#include "image/error.hpp"
#include "image/readers.hpp"

namespace freshet::image {

namespace {

constexpr int scans_max = 32;  // Of a progressive picture; encoders make about ten.

/// libjpeg's way to fail is not to return. Everything here is plain, so nothing is skipped over.
struct Decoder {
    jpeg_decompress_struct jpeg;  // Stays first: callbacks get its address.
    jpeg_error_mgr errors;
    jpeg_progress_mgr progress;
    std::jmp_buf failed;
    int reason;
};

Decoder& decoder_of(j_common_ptr jpeg) { return *reinterpret_cast<Decoder*>(jpeg); }

[[noreturn]] void on_error(j_common_ptr jpeg) {
    auto& decoder = decoder_of(jpeg);
    decoder.reason = jpeg->err->msg_code;
    std::longjmp(decoder.failed, 1);
}

/// Warnings are for the eye to judge; but what is cut off is not painted grey.
void on_message(j_common_ptr jpeg, int) {
    if (jpeg->err->msg_code == JWRN_JPEG_EOF) on_error(jpeg);
}

/// A few bytes a scan can ask for the work of a whole picture, thousands of times.
void on_progress(j_common_ptr jpeg) {
    if (decoder_of(jpeg).jpeg.input_scan_number > scans_max) on_error(jpeg);
}

void prepare(Decoder& decoder, ByteSpan file) {
    decoder.jpeg.err = jpeg_std_error(&decoder.errors);
    decoder.errors.error_exit = on_error;
    decoder.errors.emit_message = on_message;
    jpeg_create_decompress(&decoder.jpeg);
    decoder.progress.progress_monitor = on_progress;
    decoder.jpeg.progress = &decoder.progress;
    decoder.jpeg.mem->max_memory_to_use = decoder_bytes_max;
    jpeg_mem_src(&decoder.jpeg, reinterpret_cast<const unsigned char*>(file.data()), file.size());
}

/// Lets the decoder shrink the picture while that leaves as many pixels as the square may have.
void choose_scale(jpeg_decompress_struct& jpeg, SquareShape shape) {
    const auto side = shape.fit == Fit::cover ? std::min(jpeg.image_width, jpeg.image_height)
                                              : std::max(jpeg.image_width, jpeg.image_height);
    jpeg.scale_num = 1;
    jpeg.scale_denom = 8;
    while (jpeg.scale_denom > 1 && side / jpeg.scale_denom < shape.side_max) jpeg.scale_denom /= 2;
}

bool is_for_print(const jpeg_decompress_struct& jpeg) {
    return jpeg.jpeg_color_space == JCS_CMYK || jpeg.jpeg_color_space == JCS_YCCK;
}

/// Inks become light. Adobe's programs, which make nearly all such files, store them inverted.
void inks_to_light(Bytes& row, bool inverted) {
    const auto light = [&](std::byte ink) {
        const auto value = std::to_integer<unsigned>(ink);
        return inverted ? value : 255 - value;
    };
    for (std::size_t at = 0; at < row.size(); at += 4) {
        const auto black = light(row[at + 3]);
        for (std::size_t i = 0; i < 3; ++i) {
            row[at + i] = static_cast<std::byte>(light(row[at + i]) * black / 255);
        }
        row[at + 3] = std::byte{255};
    }
}

/// False: the decoder has failed. Between its calls nothing is held that has a destructor here.
bool read_rows(Decoder& decoder, ByteSpan file, const Header& header, SquareShape shape,
               std::optional<SquareMaker>& maker, Bytes& row) {
    if (setjmp(decoder.failed) != 0) return false;
    prepare(decoder, file);
    auto& jpeg = decoder.jpeg;
    jpeg_read_header(&jpeg, TRUE);
    if (Size{jpeg.image_width, jpeg.image_height} != header.size) return false;
    choose_scale(jpeg, shape);
    jpeg.out_color_space = is_for_print(jpeg) ? JCS_CMYK : JCS_EXT_RGBA;
    jpeg_start_decompress(&jpeg);

    maker.emplace(Size{jpeg.output_width, jpeg.output_height}, shape);
    row.resize(std::size_t{jpeg.output_width} * 4);
    while (jpeg.output_scanline < jpeg.output_height) {
        auto* line = reinterpret_cast<JSAMPROW>(row.data());
        jpeg_read_scanlines(&jpeg, &line, 1);
        if (is_for_print(jpeg)) inks_to_light(row, jpeg.saw_Adobe_marker != FALSE);
        maker->add_row(row);
    }
    return true;
}

}  // namespace

Result<Square> read_jpeg(ByteSpan file, const Header& header, SquareShape shape) {
    Decoder decoder{};
    std::optional<SquareMaker> maker;
    Bytes row;
    const bool is_read = read_rows(decoder, file, header, shape, maker, row);
    jpeg_destroy_decompress(&decoder.jpeg);
    if (is_read) return upright(maker->finish(), header.orientation);
    const bool is_short_of_memory =
        decoder.reason == JERR_NO_BACKING_STORE || decoder.reason == JERR_OUT_OF_MEMORY;
    return fail(is_short_of_memory ? Errc::too_large : Errc::malformed);
}

}  // namespace freshet::image
