#include <algorithm>
#include <array>
#include <cstring>
#include <gif_lib.h>
#include <memory>
#include <optional>

#include "image/error.hpp"
#include "image/readers.hpp"

namespace freshet::image {

namespace {

constexpr std::size_t pixel_size = 4;

int on_read(GifFileType* gif, GifByteType* out, int size) {
    auto& rest = *static_cast<ByteSpan*>(gif->UserData);
    const auto count = std::min(static_cast<std::size_t>(std::max(size, 0)), rest.size());
    std::memcpy(out, rest.data(), count);
    rest = rest.subspan(count);
    return static_cast<int>(count);
}

struct Close {
    void operator()(GifFileType* gif) const { (void)DGifCloseFile(gif, nullptr); }  // Read only.
};
using Gif = std::unique_ptr<GifFileType, Close>;

/// Passes over the blocks before the first frame; of them, what says which colour is none counts.
/// False: there is no frame.
bool find_frame(GifFileType* gif, int& transparent) {
    while (true) {
        GifRecordType type = UNDEFINED_RECORD_TYPE;
        if (DGifGetRecordType(gif, &type) == GIF_ERROR) return false;
        if (type == IMAGE_DESC_RECORD_TYPE) return DGifGetImageDesc(gif) != GIF_ERROR;
        if (type != EXTENSION_RECORD_TYPE) return false;
        int code = 0;
        GifByteType* block = nullptr;
        if (DGifGetExtension(gif, &code, &block) == GIF_ERROR) return false;
        while (block != nullptr) {
            GraphicsControlBlock control{};
            const bool is_control = code == GRAPHICS_EXT_FUNC_CODE;
            if (is_control && DGifExtensionToGCB(block[0], block + 1, &control) != GIF_ERROR)
                transparent = control.TransparentColor;
            if (DGifGetExtensionNext(gif, &block) == GIF_ERROR) return false;
        }
    }
}

/// The colour numbers of the frame, row by row. Nothing: it is cut off.
std::optional<Bytes> read_frame(GifFileType* gif) {
    const auto& frame = gif->Image;
    const auto width = static_cast<std::size_t>(frame.Width);
    Bytes colours(width * static_cast<std::size_t>(frame.Height));
    const auto read_row = [&](int row) {
        auto* const begin = colours.data() + static_cast<std::size_t>(row) * width;
        return DGifGetLine(gif, reinterpret_cast<GifPixelType*>(begin), frame.Width) != GIF_ERROR;
    };
    // GIF89a, appendix E: interlaced rows come in four passes.
    struct Pass {
        int first;
        int step;
    };
    constexpr std::array interlaced{Pass{0, 8}, Pass{4, 8}, Pass{2, 4}, Pass{1, 2}};
    constexpr std::array plain{Pass{0, 1}};
    const auto read_passes = [&](const auto& passes) {
        for (const auto& pass : passes) {
            for (int row = pass.first; row < frame.Height; row += pass.step) {
                if (!read_row(row)) return false;
            }
        }
        return true;
    };
    const bool is_read = frame.Interlace ? read_passes(interlaced) : read_passes(plain);
    if (!is_read) return std::nullopt;
    return colours;
}

/// The frame on its screen, which is clear where the frame is not.
Result<Square> paint(const GifFileType& gif, const Bytes& colours, int transparent,
                     const Header& header, SquareShape shape) {
    const auto* const map = gif.Image.ColorMap != nullptr ? gif.Image.ColorMap : gif.SColorMap;
    if (map == nullptr) return fail(Errc::malformed);
    const auto& frame = gif.Image;
    SquareMaker maker(header.size, shape);
    Bytes row(std::size_t{header.size.width} * pixel_size);
    for (int y = 0; y < gif.SHeight; ++y) {
        std::ranges::fill(row, std::byte{0});
        const int line = y - frame.Top;
        const bool is_within = line >= 0 && line < frame.Height;
        const int end = is_within ? std::min(frame.Width, gif.SWidth - frame.Left) : 0;
        for (int x = 0; x < end; ++x) {
            const auto at = static_cast<std::size_t>(line) * static_cast<std::size_t>(frame.Width) +
                            static_cast<std::size_t>(x);
            const int number = std::to_integer<int>(colours[at]);
            if (number == transparent || number >= map->ColorCount) continue;
            const auto& colour = map->Colors[number];
            auto* const pixel = row.data() + static_cast<std::size_t>(frame.Left + x) * pixel_size;
            pixel[0] = static_cast<std::byte>(colour.Red);
            pixel[1] = static_cast<std::byte>(colour.Green);
            pixel[2] = static_cast<std::byte>(colour.Blue);
            pixel[3] = std::byte{255};
        }
        maker.add_row(row);
    }
    return maker.finish();
}

}  // namespace

Result<Square> read_gif(ByteSpan file, const Header& header, SquareShape shape) {
    int error = 0;
    auto rest = file;
    const Gif gif(DGifOpen(&rest, on_read, &error));
    if (gif == nullptr) return fail(Errc::malformed);
    int transparent = NO_TRANSPARENT_COLOR;
    if (!find_frame(gif.get(), transparent)) return fail(Errc::malformed);
    const auto& frame = gif->Image;
    const bool is_whole = frame.Width > 0 && frame.Height > 0 && frame.Left >= 0 && frame.Top >= 0;
    const Size size{static_cast<std::uint32_t>(frame.Width),
                    static_cast<std::uint32_t>(frame.Height)};
    // A frame may not be larger than its screen (GIF89a, 20), whose size has been judged.
    if (!is_whole || size.pixels() > header.size.pixels()) return fail(Errc::malformed);
    const auto colours = read_frame(gif.get());
    if (!colours) return fail(Errc::malformed);
    return paint(*gif, *colours, transparent, header, shape);
}

}  // namespace freshet::image
