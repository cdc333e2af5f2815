#include "media/h264.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "media/bit_reader.hpp"
#include "media/error.hpp"
#include "media/nal.hpp"

namespace freshet::media {

namespace {

constexpr unsigned nal_idr = 5;  // H.264, table 7-1.
constexpr unsigned nal_sps = 7;

unsigned nal_type(ByteSpan unit) { return std::to_integer<unsigned>(unit[0]) & 0x1f; }

/// The profiles that carry chroma_format_idc and scaling matrices (7.3.2.1.1).
bool is_high_profile(unsigned profile) {
    constexpr std::array<unsigned, 13> high{100, 110, 122, 244, 44,  83, 86,
                                            118, 128, 138, 139, 134, 135};
    return std::ranges::find(high, profile) != high.end();
}

/// 7.3.2.1.1.1. Only the way past it is of interest.
void skip_scaling_list(BitReader& bits, unsigned size) {
    std::int32_t last = 8;
    std::int32_t next = 8;
    for (unsigned i = 0; i < size && bits.ok(); ++i) {
        if (next != 0) next = (last + bits.se() % 256 + 256) % 256;
        if (next != 0) last = next;
    }
}

/// The fields of the high profiles; gives chroma_format_idc, with separate planes counting as
/// monochrome.
std::uint32_t read_chroma(BitReader& bits) {
    auto chroma = bits.ue();
    const auto lists = chroma == 3 ? 12u : 8u;
    if (chroma == 3 && bits.flag()) chroma = 0;
    bits.ue();    // bit_depth_luma_minus8
    bits.ue();    // bit_depth_chroma_minus8
    bits.flag();  // qpprime_y_zero_transform_bypass_flag
    if (!bits.flag()) return chroma;

    for (unsigned i = 0; i < lists && bits.ok(); ++i) {
        if (bits.flag()) skip_scaling_list(bits, i < 6 ? 16 : 64);
    }
    return chroma;
}

void skip_picture_order(BitReader& bits) {
    const auto type = bits.ue();
    if (type == 0) bits.ue();
    if (type != 1) return;

    bits.flag();
    bits.se();
    bits.se();
    const auto cycle = bits.ue();
    for (std::uint32_t i = 0; i < cycle && bits.ok(); ++i) bits.se();
}

/// VUI up to its timing (E.1.1). A frame has two ticks (E.2.1).
double read_frame_rate(BitReader& bits) {
    constexpr unsigned extended_sar = 255;
    if (bits.flag() && bits.bits(8) == extended_sar) bits.skip(32);
    if (bits.flag()) bits.skip(1);  // overscan
    if (bits.flag()) {              // video_signal_type
        bits.skip(4);
        if (bits.flag()) bits.skip(24);
    }
    if (bits.flag()) {  // chroma_loc_info
        bits.ue();
        bits.ue();
    }
    if (!bits.flag()) return 0;

    const auto tick = bits.bits(32);
    const auto scale = bits.bits(32);
    return bits.ok() && tick > 0 ? scale / (2.0 * tick) : 0;
}

/// What one step of a cropping offset is worth (equations 7-19 to 7-22).
std::array<std::uint32_t, 2> crop_units(std::uint32_t chroma, bool frames_only) {
    const auto lines = frames_only ? 1u : 2u;
    if (chroma == 0) return {1, lines};
    return {chroma == 3 ? 1u : 2u, (chroma == 1 ? 2u : 1u) * lines};
}

/// A run of parameter sets with 2-byte lengths; gives the first.
Result<ByteSpan> take_sets(ByteReader& reader, unsigned count) {
    ByteSpan first;
    for (unsigned i = 0; i < count; ++i) {
        const auto size = reader.u16();
        const auto set = size ? reader.take(*size) : std::nullopt;
        if (!set) return fail(Errc::truncated);
        if (i == 0) first = *set;
    }
    return first;
}

}  // namespace

Result<VideoFormat> read_h264_sps(ByteSpan unit, ParameterSetLimits limits) {
    if (unit.size() > limits.set_bytes_max) return fail(Errc::over_limit);
    if (unit.empty()) return fail(Errc::truncated);
    if (nal_type(unit) != nal_sps) return fail(Errc::malformed);
    const auto rbsp = without_emulation_prevention(unit.subspan(1));
    BitReader bits(rbsp);

    const auto profile = bits.bits(8);
    bits.skip(16);  // Constraint flags and level.
    bits.ue();      // seq_parameter_set_id
    const auto chroma = is_high_profile(profile) ? read_chroma(bits) : 1;
    bits.ue();  // log2_max_frame_num_minus4
    skip_picture_order(bits);
    bits.ue();    // max_num_ref_frames
    bits.flag();  // gaps_in_frame_num_value_allowed_flag
    const std::uint64_t width = (std::uint64_t{bits.ue()} + 1) * 16;
    const std::uint64_t map_units = std::uint64_t{bits.ue()} + 1;
    const bool frames_only = bits.flag();
    const std::uint64_t height = map_units * 16 * (frames_only ? 1 : 2);
    if (!frames_only) bits.flag();  // mb_adaptive_frame_field_flag
    bits.flag();                    // direct_8x8_inference_flag

    std::uint64_t crop_x = 0;
    std::uint64_t crop_y = 0;
    if (bits.flag()) {
        const auto [unit_x, unit_y] = crop_units(chroma, frames_only);
        crop_x = (std::uint64_t{bits.ue()} + bits.ue()) * unit_x;
        crop_y = (std::uint64_t{bits.ue()} + bits.ue()) * unit_y;
    }
    const bool has_vui = bits.flag();
    if (!bits.ok()) return fail(Errc::truncated);
    if (width > limits.side_pixels_max || height > limits.side_pixels_max)
        return fail(Errc::over_limit);
    if (crop_x >= width || crop_y >= height) return fail(Errc::malformed);
    return VideoFormat{
        .width = static_cast<std::uint32_t>(width - crop_x),
        .height = static_cast<std::uint32_t>(height - crop_y),
        .frame_rate = has_vui ? read_frame_rate(bits) : 0,
    };
}

Result<Track> read_avcc(ByteSpan config) {
    ByteReader reader(config);
    const auto head = reader.take(5);
    const auto set_count = reader.u8();
    if (!head || !set_count) return fail(Errc::truncated);
    const auto at = [&](std::size_t i) { return std::to_integer<unsigned>((*head)[i]); };
    if (at(0) != 1) return fail(Errc::malformed);
    if ((at(4) & 3) != 3) return fail(Errc::unsupported);
    if ((*set_count & 0x1f) == 0) return fail(Errc::malformed);

    const auto sps = take_sets(reader, *set_count & 0x1f);
    if (!sps) return std::unexpected(sps.error());
    const auto picture_sets = reader.u8();
    if (!picture_sets) return fail(Errc::truncated);
    if (const auto pps = take_sets(reader, *picture_sets); !pps)
        return std::unexpected(pps.error());
    const auto format = read_h264_sps(*sps);
    if (!format) return std::unexpected(format.error());

    return Track{
        .codec = Codec::h264,
        .codec_string = fmt::format("avc1.{:02x}{:02x}{:02x}", at(1), at(2), at(3)),
        .width = format->width,
        .height = format->height,
        .frame_rate = format->frame_rate,
    };
}

bool is_h264_keyframe(ByteSpan payload) {
    NalWalk units(payload);
    while (const auto unit = units.next()) {
        if (nal_type(*unit) == nal_idr) return true;
    }
    return false;
}

}  // namespace freshet::media
