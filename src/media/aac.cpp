#include "media/aac.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "media/bit_reader.hpp"
#include "media/error.hpp"

namespace freshet::media {

namespace {

constexpr unsigned type_sbr = 5;  // ISO/IEC 14496-3, table 1.17.
constexpr unsigned type_er_lc = 17;
constexpr unsigned type_er_ld = 23;
constexpr unsigned type_ps = 29;
constexpr std::uint32_t sample_rate_hz_max = 192'000;

/// Those whose specific part is GASpecificConfig and that live encoders make.
bool is_supported(unsigned type) {
    return (type >= 1 && type <= 4) || type == type_er_lc || type == type_er_ld;
}

unsigned read_object_type(BitReader& bits) {
    constexpr unsigned escape = 31;
    const auto type = bits.bits(5);
    return type == escape ? 32 + bits.bits(6) : type;
}

std::uint32_t read_sample_rate(BitReader& bits) {
    constexpr std::array<std::uint32_t, 13> rates_hz{96'000, 88'200, 64'000, 48'000, 44'100,
                                                     32'000, 24'000, 22'050, 16'000, 12'000,
                                                     11'025, 8'000,  7'350};  // Table 1.18.
    constexpr unsigned explicit_rate = 15;
    const auto index = bits.bits(4);
    if (index == explicit_rate) return bits.bits(24);
    return index < rates_hz.size() ? rates_hz[index] : 0;
}

/// Table 1.19. 0: a program config element says, or it is reserved.
std::uint32_t channels_of(unsigned configuration) {
    constexpr std::array<std::uint32_t, 15> channels{0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 24, 8};
    return configuration < channels.size() ? channels[configuration] : 0;
}

/// program_config_element, 4.4.1.1: how many channels its elements have.
std::uint32_t read_program_config(BitReader& bits) {
    bits.skip(4 + 2 + 4);
    const std::array<unsigned, 3> sides{bits.bits(4), bits.bits(4),
                                        bits.bits(4)};  // Front, side, back.
    const auto low_frequency = bits.bits(2);
    const auto data = bits.bits(3);
    const auto coupling = bits.bits(4);
    if (bits.flag()) bits.skip(4);  // mono mixdown
    if (bits.flag()) bits.skip(4);  // stereo mixdown
    if (bits.flag()) bits.skip(3);  // matrix mixdown

    std::uint32_t channels = low_frequency;
    for (const auto elements : sides) {
        for (unsigned i = 0; i < elements; ++i) {
            channels += bits.flag() ? 2 : 1;
            bits.skip(4);
        }
    }
    bits.skip(4 * low_frequency + 4 * data + 5 * coupling);
    bits.align();
    bits.skip(8 * std::size_t{bits.bits(8)});  // comment
    return channels;
}

/// GASpecificConfig, 4.4.1. Gives the core's frame length.
std::uint32_t read_general_audio(BitReader& bits, unsigned type, unsigned configuration,
                                 AacFormat& format) {
    const bool short_frame = bits.flag();
    if (bits.flag()) bits.skip(14);  // coreCoderDelay
    const bool extension = bits.flag();
    format.channels = configuration == 0 ? read_program_config(bits) : channels_of(configuration);
    if (extension) {
        if (type >= type_er_lc) bits.skip(3);
        bits.skip(1);
    }
    if (type == type_er_ld) return short_frame ? 480 : 512;
    return short_frame ? 960 : 1024;
}

/// The backward compatible signalling at the very end (1.6.6.1): decoders that know nothing of SBR
/// stop before it.
void read_sync_extension(BitReader& bits, AacFormat& format) {
    constexpr unsigned sbr_sync = 0x2b7;
    constexpr unsigned ps_sync = 0x548;
    if (bits.left() < 16 || bits.bits(11) != sbr_sync) return;
    if (read_object_type(bits) != type_sbr || !bits.flag()) return;

    const auto rate_hz = read_sample_rate(bits);
    if (!bits.ok() || rate_hz < format.sample_rate_hz || rate_hz > sample_rate_hz_max) return;
    if (rate_hz == 2 * format.sample_rate_hz) format.samples_per_frame *= 2;
    format.sample_rate_hz = rate_hz;
    format.object_type = type_sbr;
    if (bits.left() >= 12 && bits.bits(11) == ps_sync && bits.flag()) format.object_type = type_ps;
}

}  // namespace

Result<AacFormat> read_audio_specific_config(ByteSpan config) {
    constexpr std::size_t config_bytes_max = 512;
    if (config.size() > config_bytes_max) return fail(Errc::over_limit);
    BitReader bits(config);
    AacFormat format;
    auto type = read_object_type(bits);
    format.object_type = type;
    const auto core_rate_hz = read_sample_rate(bits);
    format.sample_rate_hz = core_rate_hz;
    const auto configuration = bits.bits(4);
    const bool hierarchical = type == type_sbr || type == type_ps;
    if (hierarchical) {
        format.sample_rate_hz = read_sample_rate(bits);
        type = read_object_type(bits);
    }
    if (!bits.ok()) return fail(Errc::truncated);
    if (!is_supported(type)) return fail(Errc::unsupported);

    format.samples_per_frame = read_general_audio(bits, type, configuration, format);
    if (!bits.ok()) return fail(Errc::truncated);
    if (format.sample_rate_hz == 0 || core_rate_hz == 0 || format.channels == 0)
        return fail(Errc::malformed);
    if (format.sample_rate_hz > sample_rate_hz_max) return fail(Errc::over_limit);
    if (hierarchical) {
        if (format.sample_rate_hz == 2 * core_rate_hz) format.samples_per_frame *= 2;
    } else if (type < type_er_lc) {
        read_sync_extension(bits, format);
    }
    if (format.object_type == type_ps && format.channels == 1)
        format.channels = 2;  // Parametric stereo.
    return format;
}

Result<Track> read_aac_config(ByteSpan config) {
    const auto format = read_audio_specific_config(config);
    if (!format) return std::unexpected(format.error());
    return Track{
        .codec = Codec::aac,
        .codec_string = fmt::format("mp4a.40.{}", format->object_type),
        .sample_rate_hz = format->sample_rate_hz,
        .channels = format->channels,
    };
}

}  // namespace freshet::media
