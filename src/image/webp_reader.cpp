#include <algorithm>
#include <memory>
#include <webp/decode.h>
#include <webp/demux.h>

#include "image/error.hpp"
#include "image/readers.hpp"

namespace freshet::image {

namespace {

const std::uint8_t* raw(ByteSpan bytes) {
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

/// The first frame of an animation; what is none is given back as it is. Nothing: it is broken.
Result<ByteSpan> first_frame(ByteSpan file, const Header& header) {
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(raw(file), file.size(), &features) != VP8_STATUS_OK)
        return fail(Errc::malformed);
    if (features.has_animation == 0) return file;

    const WebPData data{raw(file), file.size()};
    const std::unique_ptr<WebPDemuxer, decltype(&WebPDemuxDelete)> demuxer(WebPDemux(&data),
                                                                           &WebPDemuxDelete);
    WebPIterator frame{};
    if (demuxer == nullptr || WebPDemuxGetFrame(demuxer.get(), 1, &frame) == 0)
        return fail(Errc::malformed);
    const auto* const begin = reinterpret_cast<const std::byte*>(frame.fragment.bytes);
    const ByteSpan fragment(begin, frame.fragment.size);  // Lies within the file.
    const bool fits =
        Size{static_cast<std::uint32_t>(frame.width), static_cast<std::uint32_t>(frame.height)}
            .pixels() <= header.size.pixels();
    WebPDemuxReleaseIterator(&frame);
    if (!fits) return fail(Errc::malformed);
    return fragment;
}

/// Lets the decoder cut out what counts and shrink it.
void ask_for_shape(WebPDecoderConfig& config, SquareShape shape) {
    const int width = config.input.width;
    const int height = config.input.height;
    const int crop = std::min(width, height);
    const bool is_cut = shape.fit == Fit::cover;
    auto& options = config.options;
    options.use_cropping = is_cut ? 1 : 0;
    options.crop_left = (width - crop) / 2;
    options.crop_top = (height - crop) / 2;
    options.crop_width = crop;
    options.crop_height = crop;

    const int whole = is_cut ? crop : std::max(width, height);
    const int side = std::min(whole, static_cast<int>(shape.side_max));
    const auto scaled = [&](std::int64_t length) {
        return static_cast<int>(std::max<std::int64_t>(1, length * side / whole));
    };
    options.use_scaling = side < whole ? 1 : 0;
    options.scaled_width = is_cut ? side : scaled(width);
    options.scaled_height = is_cut ? side : scaled(height);
    config.output.colorspace = MODE_RGBA;
}

Square square_of(const WebPDecBuffer& output, SquareShape shape) {
    const Size size{static_cast<std::uint32_t>(output.width),
                    static_cast<std::uint32_t>(output.height)};
    SquareMaker maker(size, shape);
    for (int row = 0; row < output.height; ++row) {
        const auto* const begin = output.u.RGBA.rgba + std::ptrdiff_t{row} * output.u.RGBA.stride;
        maker.add_row({reinterpret_cast<const std::byte*>(begin), std::size_t{size.width} * 4});
    }
    return maker.finish();
}

}  // namespace

Result<Square> read_webp(ByteSpan file, const Header& header, SquareShape shape) {
    const auto frame = first_frame(file, header);
    if (!frame) return std::unexpected(frame.error());

    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0) return fail(Errc::malformed);
    if (WebPGetFeatures(raw(*frame), frame->size(), &config.input) != VP8_STATUS_OK)
        return fail(Errc::malformed);
    const Size size{static_cast<std::uint32_t>(config.input.width),
                    static_cast<std::uint32_t>(config.input.height)};
    // What a container says and what its frame says can be two things.
    if (size.pixels() > header.size.pixels()) return fail(Errc::malformed);
    ask_for_shape(config, shape);
    const auto status = WebPDecode(raw(*frame), frame->size(), &config);
    Result<Square> square =
        fail(status == VP8_STATUS_OUT_OF_MEMORY ? Errc::too_large : Errc::malformed);
    if (status == VP8_STATUS_OK) square = square_of(config.output, shape);
    WebPFreeDecBuffer(&config.output);
    return square;
}

}  // namespace freshet::image
