#include "media/hevc.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "media/bit_reader.hpp"
#include "media/error.hpp"
#include "media/nal.hpp"

namespace freshet::media {

namespace {

constexpr unsigned nal_irap_first = 16;  // H.265, table 7-1.
constexpr unsigned nal_irap_last = 23;
constexpr unsigned nal_sps = 33;

unsigned nal_type(ByteSpan unit) { return std::to_integer<unsigned>(unit[0]) >> 1 & 0x3f; }

/// profile_tier_level, 7.3.3. Codec string and level come from hvcC, so only the way past it is of
/// interest.
void skip_profile_tier_level(BitReader& bits, unsigned sub_layers_minus1) {
    bits.skip(88 + 8);
    std::array<std::array<bool, 2>, 8> present{};
    for (unsigned i = 0; i < sub_layers_minus1; ++i) present[i] = {bits.flag(), bits.flag()};
    if (sub_layers_minus1 > 0) bits.skip(2 * (8 - sub_layers_minus1));
    for (unsigned i = 0; i < sub_layers_minus1; ++i) {
        if (present[i][0]) bits.skip(88);
        if (present[i][1]) bits.skip(8);
    }
}

/// 7.3.4.
void skip_scaling_lists(BitReader& bits) {
    for (unsigned size = 0; size < 4; ++size) {
        for (unsigned matrix = 0; matrix < 6 && bits.ok(); matrix += size == 3 ? 3 : 1) {
            if (!bits.flag()) {
                bits.ue();
                continue;
            }
            if (size > 1) bits.se();
            const auto count = std::min(64u, 1u << (4 + (size << 1)));
            for (unsigned i = 0; i < count && bits.ok(); ++i) bits.se();
        }
    }
}

/// 7.3.7 for the sets of an SPS, where delta_idx_minus1 is never sent: each set needs how many
/// pictures the one before has.
bool skip_reference_sets(BitReader& bits) {
    constexpr std::uint32_t sets_max = 64;      // 7.4.3.2.1.
    constexpr std::uint32_t pictures_max = 16;  // 7.4.8, through sps_max_dec_pic_buffering_minus1.
    const auto sets = bits.ue();
    if (sets > sets_max) return false;

    std::uint32_t pictures = 0;
    for (std::uint32_t set = 0; set < sets && bits.ok(); ++set) {
        if (set > 0 && bits.flag()) {
            bits.flag();  // delta_rps_sign
            bits.ue();    // abs_delta_rps_minus1
            std::uint32_t kept = 0;
            for (std::uint32_t i = 0; i <= pictures; ++i) {
                const bool used = bits.flag();
                if (used || bits.flag()) ++kept;
            }
            pictures = kept;
        } else {
            const auto negative = bits.ue();
            const auto positive = bits.ue();
            if (negative > pictures_max || positive > pictures_max) return false;
            pictures = negative + positive;
            for (std::uint32_t i = 0; i < pictures && bits.ok(); ++i) {
                bits.ue();
                bits.flag();
            }
        }
        if (pictures > 2 * pictures_max) return false;
    }
    return bits.ok();
}

/// VUI up to its timing (E.2.1).
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
    bits.skip(3);  // neutral_chroma_indication_flag, field_seq_flag, frame_field_info_present_flag
    if (bits.flag()) {
        for (int i = 0; i < 4; ++i) bits.ue();  // default display window
    }
    if (!bits.flag()) return 0;

    const auto tick = bits.bits(32);
    const auto scale = bits.bits(32);
    return bits.ok() && tick > 0 ? static_cast<double>(scale) / tick : 0;
}

/// The rest of an SPS, from log2_max_pic_order_cnt on, for the frame rate alone. What is odd there
/// says nothing.
double read_rate_of_rest(BitReader& bits, unsigned sub_layers_minus1) {
    const auto order_bits = bits.ue() + 4;
    const unsigned described = bits.flag() ? sub_layers_minus1 + 1 : 1;
    for (unsigned i = 0; i < 3 * described; ++i) bits.ue();
    for (int i = 0; i < 6; ++i) bits.ue();  // Block and transform sizes and depths.
    if (bits.flag() && bits.flag()) skip_scaling_lists(bits);
    bits.skip(2);  // amp_enabled_flag, sample_adaptive_offset_enabled_flag
    if (bits.flag()) {
        bits.skip(8);  // pcm depths
        bits.ue();
        bits.ue();
        bits.flag();
    }
    if (!skip_reference_sets(bits)) return 0;
    if (bits.flag()) {
        constexpr std::uint32_t long_term_max = 32;  // 7.4.3.2.1.
        const auto count = bits.ue();
        if (count > long_term_max || order_bits > 16) return 0;
        bits.skip(std::size_t{count} * (order_bits + 1));
    }
    bits.skip(2);  // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
    return bits.flag() ? read_frame_rate(bits) : 0;
}

/// ISO/IEC 14496-15, E.3: space, profile, compatibility with its bits reversed, tier and level,
/// constraint bytes without the trailing zeros.
std::string codec_string(ByteSpan record) {
    const auto at = [&](std::size_t i) { return std::to_integer<std::uint32_t>(record[i]); };
    constexpr std::array<const char*, 4> spaces{"", "A", "B", "C"};
    std::uint32_t compatibility = 0;
    for (unsigned i = 0; i < 32; ++i) {
        if ((at(2 + i / 8) >> (7 - i % 8) & 1) != 0) compatibility |= 1u << i;
    }

    auto text = fmt::format("hvc1.{}{}.{:X}.{}{}", spaces[at(1) >> 6], at(1) & 0x1f, compatibility,
                            (at(1) & 0x20) != 0 ? 'H' : 'L', at(12));
    std::size_t end = 12;
    while (end > 6 && at(end - 1) == 0) --end;
    for (std::size_t i = 6; i < end; ++i) text += fmt::format(".{:X}", at(i));
    return text;
}

}  // namespace

Result<VideoFormat> read_hevc_sps(ByteSpan unit, ParameterSetLimits limits) {
    if (unit.size() > limits.set_bytes_max) return fail(Errc::over_limit);
    if (unit.size() < 2) return fail(Errc::truncated);
    if (nal_type(unit) != nal_sps) return fail(Errc::malformed);
    const auto rbsp = without_emulation_prevention(unit.subspan(2));
    BitReader bits(rbsp);

    bits.skip(4);  // sps_video_parameter_set_id
    const auto sub_layers_minus1 = bits.bits(3);
    if (sub_layers_minus1 > 6) return fail(Errc::malformed);
    bits.flag();  // sps_temporal_id_nesting_flag
    skip_profile_tier_level(bits, sub_layers_minus1);
    bits.ue();  // sps_seq_parameter_set_id
    auto chroma = bits.ue();
    if (chroma == 3 && bits.flag()) chroma = 0;
    const std::uint64_t width = bits.ue();
    const std::uint64_t height = bits.ue();
    std::uint64_t crop_x = 0;
    std::uint64_t crop_y = 0;
    if (bits.flag()) {  // Table 6-1 has the units.
        crop_x = (std::uint64_t{bits.ue()} + bits.ue()) * (chroma == 1 || chroma == 2 ? 2 : 1);
        crop_y = (std::uint64_t{bits.ue()} + bits.ue()) * (chroma == 1 ? 2 : 1);
    }
    bits.ue();  // bit_depth_luma_minus8
    bits.ue();  // bit_depth_chroma_minus8
    if (!bits.ok()) return fail(Errc::truncated);
    if (width > limits.side_pixels_max || height > limits.side_pixels_max)
        return fail(Errc::over_limit);
    if (crop_x >= width || crop_y >= height) return fail(Errc::malformed);
    return VideoFormat{
        .width = static_cast<std::uint32_t>(width - crop_x),
        .height = static_cast<std::uint32_t>(height - crop_y),
        .frame_rate = read_rate_of_rest(bits, sub_layers_minus1),
    };
}

Result<Track> read_hvcc(ByteSpan config) {
    constexpr std::size_t head_bytes = 22;
    ByteReader reader(config);
    const auto head = reader.take(head_bytes);
    const auto arrays = reader.u8();
    if (!head || !arrays) return fail(Errc::truncated);
    if ((*head)[0] != std::byte{1}) return fail(Errc::malformed);
    if ((std::to_integer<unsigned>((*head)[21]) & 3) != 3) return fail(Errc::unsupported);

    std::optional<ByteSpan> sps;
    for (unsigned array = 0; array < *arrays; ++array) {
        const auto type = reader.u8();
        const auto count = reader.u16();
        if (!type || !count) return fail(Errc::truncated);
        for (unsigned i = 0; i < *count; ++i) {
            const auto size = reader.u16();
            const auto unit = size ? reader.take(*size) : std::nullopt;
            if (!unit) return fail(Errc::truncated);
            if (!sps && (*type & 0x3f) == nal_sps) sps = unit;
        }
    }
    if (!sps) return fail(Errc::malformed);
    const auto format = read_hevc_sps(*sps);
    if (!format) return std::unexpected(format.error());

    return Track{
        .codec = Codec::hevc,
        .codec_string = codec_string(config),
        .width = format->width,
        .height = format->height,
        .frame_rate = format->frame_rate,
    };
}

bool is_hevc_keyframe(ByteSpan payload) {
    NalWalk units(payload);
    while (const auto unit = units.next()) {
        const auto type = nal_type(*unit);
        if (type >= nal_irap_first && type <= nal_irap_last) return true;
    }
    return false;
}

}  // namespace freshet::media
