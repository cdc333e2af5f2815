#include "media/vp9.hpp"

#include <utility>

#include <fmt/format.h>

#include "media/bit_reader.hpp"
#include "media/error.hpp"

namespace freshet::media {

namespace {

constexpr std::size_t head_bytes = 4;  // Version 1, no flags.
constexpr std::size_t body_bytes = 8;

bool has_head(ByteSpan config) {
    return config.size() >= head_bytes + body_bytes && config[0] == std::byte{1} &&
           config[1] == std::byte{0} && config[2] == std::byte{0} && config[3] == std::byte{0};
}

}  // namespace

Bytes with_vpcc_head(Bytes config) {
    if (has_head(config)) return config;
    Bytes whole{std::byte{1}, std::byte{0}, std::byte{0}, std::byte{0}};
    append(whole, config);
    return whole;
}

Result<Track> read_vpcc(ByteSpan config) {
    if (config.size() < body_bytes) return fail(Errc::truncated);
    const auto body = has_head(config) ? config.subspan(head_bytes) : config;
    const auto at = [&](std::size_t i) { return std::to_integer<unsigned>(body[i]); };
    const auto depth = at(2) >> 4;
    const auto chroma = at(2) >> 1 & 7;
    const bool full_range = (at(2) & 1) != 0;
    if (at(0) > 3 || (depth != 8 && depth != 10 && depth != 12)) return fail(Errc::malformed);

    // The optional fields stand there together or not at all; absent, they say 4:2:0 and BT.709.
    auto text = fmt::format("vp09.{:02}.{:02}.{:02}", at(0), at(1), depth);
    const auto plain = [](unsigned value) { return value == 1 || value == 2; };
    if (chroma > 1 || full_range || !plain(at(3)) || !plain(at(4)) || !plain(at(5))) {
        text += fmt::format(".{:02}.{:02}.{:02}.{:02}.{:02}", chroma, at(3), at(4), at(5),
                            full_range ? 1 : 0);
    }
    return Track{.codec = Codec::vp9, .codec_string = std::move(text)};
}

std::optional<VideoFormat> vp9_frame_size(ByteSpan payload) {
    constexpr unsigned frame_marker = 2;      // VP9, 6.2 and 7.2.
    constexpr unsigned sync_code = 0x498342;  // 7.2.1.
    constexpr unsigned srgb = 7;
    BitReader bits(payload);
    if (bits.bits(2) != frame_marker) return std::nullopt;
    const unsigned low = bits.bits(1);
    const auto profile = low | bits.bits(1) << 1;
    if (profile == 3) bits.skip(1);
    const bool existing = bits.flag();
    const bool inter = bits.flag();
    if (existing || inter) return std::nullopt;
    bits.skip(2);  // show_frame, error_resilient_mode
    if (bits.bits(24) != sync_code) return std::nullopt;

    if (profile >= 2) bits.skip(1);  // color_config, 6.2.2.
    if (bits.bits(3) != srgb) {
        bits.skip(1);
        if (profile == 1 || profile == 3) bits.skip(3);
    } else if (profile == 1 || profile == 3) {
        bits.skip(1);
    }
    const VideoFormat format{.width = bits.bits(16) + 1, .height = bits.bits(16) + 1};
    if (!bits.ok()) return std::nullopt;
    return format;
}

}  // namespace freshet::media
