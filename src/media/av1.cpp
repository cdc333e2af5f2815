#include "media/av1.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "media/bit_reader.hpp"
#include "media/error.hpp"

namespace freshet::media {

namespace {

constexpr unsigned obu_sequence_header = 1;  // AV1, 6.2.2.
constexpr unsigned obu_frame_header = 3;
constexpr unsigned obu_frame = 6;

struct Obu {
    unsigned type = 0;
    ByteSpan body;
};

/// leb128, AV1 4.10.5.
std::optional<std::uint64_t> take_leb128(ByteReader& reader) {
    std::uint64_t number = 0;
    for (unsigned i = 0; i < 8; ++i) {
        const auto byte = reader.u8();
        if (!byte) return std::nullopt;
        number |= std::uint64_t{*byte & 0x7fu} << (7 * i);
        if ((*byte & 0x80) == 0) return number;
    }
    return std::nullopt;
}

/// The next open bitstream unit (AV1, 5.3). Without a size field it takes all the rest.
std::optional<Obu> take_obu(ByteReader& reader) {
    const auto head = reader.u8();
    if (!head || (*head & 0x80) != 0) return std::nullopt;
    if ((*head & 4) != 0 && !reader.skip(1)) return std::nullopt;
    const auto size =
        (*head & 2) != 0 ? take_leb128(reader) : std::optional<std::uint64_t>(reader.left());
    const auto body = size && *size <= reader.left() ? reader.take(static_cast<std::size_t>(*size))
                                                     : std::nullopt;
    if (!body) return std::nullopt;
    return Obu{.type = *head >> 3 & 15u, .body = *body};
}

/// color_config's parts that the codec string names (AV1, 5.5.2).
struct Colour {
    unsigned primaries = 1;
    unsigned transfer = 1;
    unsigned matrix = 1;
    bool full_range = false;
};

struct SequenceHeader {
    VideoFormat format;
    Colour colour;
};

/// timing_info and decoder_model_info (5.5.3, 5.5.4). Gives buffer_delay_length_minus_1 where there
/// is a model.
std::optional<unsigned> read_timing(BitReader& bits, double& frame_rate) {
    const auto units = bits.bits(32);
    const auto scale = bits.bits(32);
    if (bits.flag()) {
        const auto ticks = std::uint64_t{bits.ue()} + 1;  // uvlc, 4.10.3, has ue(v)'s form.
        if (units > 0)
            frame_rate = scale / (static_cast<double>(units) * static_cast<double>(ticks));
    }
    if (!bits.flag()) return std::nullopt;
    const auto delay = bits.bits(5);
    bits.skip(32 + 5 + 5);
    return delay;
}

/// What stands before the size in a sequence header that is not a reduced one (5.5.1).
void skip_operating_points(BitReader& bits, double& frame_rate) {
    const auto delay = bits.flag() ? read_timing(bits, frame_rate) : std::nullopt;
    const bool initial_delays = bits.flag();
    const auto points = bits.bits(5) + 1;
    for (unsigned i = 0; i < points && bits.ok(); ++i) {
        bits.skip(12);
        if (bits.bits(5) > 7) bits.flag();
        if (delay && bits.flag()) bits.skip(2 * (std::size_t{*delay} + 1) + 1);
        if (initial_delays && bits.flag()) bits.skip(4);
    }
}

/// From enable_superres on, to the colours (5.5.1, 5.5.2).
Colour read_colour(BitReader& bits, unsigned profile) {
    bits.skip(3);  // enable_superres, enable_cdef, enable_restoration
    const bool high_depth = bits.flag();
    if (profile == 2 && high_depth) bits.flag();
    const bool monochrome = profile != 1 && bits.flag();
    Colour colour{.primaries = 2, .transfer = 2, .matrix = 2};  // Unspecified, 6.4.2.
    if (bits.flag()) colour = {bits.bits(8), bits.bits(8), bits.bits(8)};
    const bool is_srgb =
        !monochrome && colour.primaries == 1 && colour.transfer == 13 && colour.matrix == 0;
    colour.full_range = is_srgb || bits.flag();
    return colour;
}

/// The tools between size and colours (5.5.1).
void skip_tools(BitReader& bits, bool reduced) {
    bits.skip(3);  // use_128x128_superblock, enable_filter_intra, enable_intra_edge_filter
    if (reduced) return;
    bits.skip(4);  // interintra, masked, warped, dual filter
    const bool order_hint = bits.flag();
    if (order_hint) bits.skip(2);
    const bool choose_screen_content = bits.flag();
    const bool screen_content = choose_screen_content || bits.flag();
    if (screen_content && !bits.flag()) bits.flag();
    if (order_hint) bits.skip(3);
}

Result<SequenceHeader> read_sequence_header(ByteSpan body, ParameterSetLimits limits) {
    BitReader bits(body);
    SequenceHeader header;
    const auto profile = bits.bits(3);
    bits.flag();  // still_picture
    const bool reduced = bits.flag();
    if (reduced) {
        bits.skip(5);
    } else {
        skip_operating_points(bits, header.format.frame_rate);
    }
    const auto width_bits = bits.bits(4) + 1;
    const auto height_bits = bits.bits(4) + 1;
    header.format.width = bits.bits(width_bits) + 1;
    header.format.height = bits.bits(height_bits) + 1;
    if (!reduced && bits.flag()) bits.skip(4 + 3);  // frame ids
    skip_tools(bits, reduced);
    header.colour = read_colour(bits, profile);
    if (!bits.ok()) return fail(Errc::truncated);
    if (std::max(header.format.width, header.format.height) > limits.side_pixels_max) {
        return fail(Errc::over_limit);
    }
    return header;
}

/// AV1 in ISO BMFF, section 5. The optional fields stand there together or not at all; absent, they
/// say 4:2:0, BT.709.
std::string codec_string(ByteSpan record, const std::optional<Colour>& colour) {
    const auto at = [&](std::size_t i) { return std::to_integer<unsigned>(record[i]); };
    const auto depth = (at(2) & 0x40) == 0 ? 8 : (at(2) & 0x20) == 0 ? 10 : 12;
    const auto text = fmt::format("av01.{}.{:02}{}.{:02}", at(1) >> 5, at(1) & 0x1f,
                                  (at(2) & 0x80) != 0 ? 'H' : 'M', depth);
    const unsigned monochrome = at(2) >> 4 & 1;
    const unsigned x = at(2) >> 3 & 1;
    const unsigned y = at(2) >> 2 & 1;
    const unsigned position = x == 1 && y == 1 ? at(2) & 3 : 0;
    const auto c = colour.value_or(Colour{});
    const bool unspecified = c.primaries == 2 && c.transfer == 2 && c.matrix == 2;
    const bool usual = monochrome == 0 && x == 1 && y == 1 && !c.full_range &&
                       (unspecified || (c.primaries == 1 && c.transfer == 1 && c.matrix == 1));
    if (usual) return text;
    return text + fmt::format(".{}.{}{}{}.{:02}.{:02}.{:02}.{}", monochrome, x, y, position,
                              c.primaries, c.transfer, c.matrix, c.full_range ? 1 : 0);
}

}  // namespace

Result<Track> read_av1c(ByteSpan config) {
    constexpr std::size_t head_bytes = 4;
    constexpr std::byte marker_and_version{0x81};
    ByteReader reader(config);
    if (!reader.skip(head_bytes)) return fail(Errc::truncated);
    if (config[0] != marker_and_version) return fail(Errc::malformed);

    Track track{.codec = Codec::av1};
    std::optional<Colour> colour;
    while (!reader.empty()) {
        const auto obu = take_obu(reader);
        if (!obu) return fail(Errc::malformed);
        if (obu->type != obu_sequence_header) continue;
        const auto header = read_sequence_header(obu->body, {});
        if (!header) return std::unexpected(header.error());
        track.width = header->format.width;
        track.height = header->format.height;
        track.frame_rate = header->format.frame_rate;
        colour = header->colour;
    }
    track.codec_string = codec_string(config, colour);
    return track;
}

bool is_av1_keyframe(ByteSpan payload) {
    ByteReader reader(payload);
    bool sequence = false;
    while (const auto obu = take_obu(reader)) {
        if (obu->type == obu_sequence_header) sequence = true;
        if (obu->type != obu_frame && obu->type != obu_frame_header) continue;

        // uncompressed_header, 5.9.2: show_existing_frame, frame_type (0 is KEY_FRAME), show_frame.
        BitReader bits(obu->body);
        const bool existing = bits.flag();
        const auto type = bits.bits(2);
        return sequence && bits.flag() && bits.ok() && !existing && type == 0;
    }
    return false;
}

}  // namespace freshet::media
