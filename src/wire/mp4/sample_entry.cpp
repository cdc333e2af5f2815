#include "wire/mp4/sample_entry.hpp"

#include <algorithm>

#include "wire/mp4/box_writer.hpp"

namespace freshet::mp4 {

namespace {

using media::Codec;
using media::fourcc;
using media::Kind;
using media::Track;

/// The box that holds Track::config as it is; 0 where it is rewritten.
std::uint32_t config_box(Codec codec) {
    switch (codec) {
        case Codec::h264: return fourcc("avcC");
        case Codec::hevc: return fourcc("hvcC");
        case Codec::av1: return fourcc("av1C");
        case Codec::vp9: return fourcc("vpcC");
        case Codec::aac:
        case Codec::opus:
        case Codec::mp3: return 0;
    }
    return 0;
}

void write_visual_fields(Bytes& out, const Track& track) {
    constexpr std::uint32_t dpi_72 = 0x480000;
    append_zeros(out, 16);
    append_be<2>(out, std::min(track.width, 0xffffu));
    append_be<2>(out, std::min(track.height, 0xffffu));
    append_be<4>(out, dpi_72);
    append_be<4>(out, dpi_72);
    append_zeros(out, 4);
    append_be<2>(out, 1u);  // frame_count
    append_zeros(out, 32);  // compressorname
    append_be<2>(out, 0x18u);
    append_be<2>(out, 0xffffu);
}

void write_sound_fields(Bytes& out, const Track& track) {
    append_zeros(out, 8);
    append_be<2>(out, std::min(track.channels, 0xffffu));
    append_be<2>(out, 16u);  // samplesize
    append_zeros(out, 4);
    const bool fits =
        track.sample_rate_hz <= 0xffff;  // 16.16; what does not fit, the decoder knows.
    append_be<4>(out, fits ? track.sample_rate_hz << 16 : 0u);
}

/// A descriptor of ISO/IEC 14496-1, 8.3.3: its size in one byte, or in the two that 7 bits each
/// need.
template <std::invocable<Bytes&> Write>
void descriptor(Bytes& out, std::uint8_t tag, Write write) {
    Bytes content;
    write(content);
    append_be<1>(out, std::uint32_t{tag});
    const auto size = static_cast<std::uint32_t>(content.size());
    if (size > 0x7f) append_be<1>(out, 0x80u | size >> 7);
    append_be<1>(out, size & 0x7f);
    append(out, content);
}

/// ISO/IEC 14496-14, 5.6: ES_Descriptor, DecoderConfigDescriptor, DecoderSpecificInfo,
/// SLConfigDescriptor.
void write_esds(Bytes& out, const Track& track) {
    constexpr std::uint32_t aac_object = 0x40;  // The MP4 registry's object types.
    constexpr std::uint32_t mpeg1_audio_object = 0x6b;
    constexpr std::uint32_t mpeg2_audio_object = 0x69;
    constexpr std::uint32_t mpeg1_rate_min_hz = 32'000;
    constexpr std::uint32_t audio_stream = 0x15;
    const auto mp3_object =
        track.sample_rate_hz < mpeg1_rate_min_hz ? mpeg2_audio_object : mpeg1_audio_object;
    full_box(out, {.type = fourcc("esds")}, [&] {
        descriptor(out, 3, [&](Bytes& es) {
            append_be<2>(es, 0u);  // ES_ID: 0 in files, 14496-14, 3.1.2.
            append_be<1>(es, 0u);
            descriptor(es, 4, [&](Bytes& decoder) {
                append_be<1>(decoder, track.codec == Codec::aac ? aac_object : mp3_object);
                append_be<1>(decoder, audio_stream);
                append_zeros(decoder, 3 + 4 + 4);  // Buffer size and bit rates are not known.
                if (track.codec == Codec::aac) {
                    descriptor(decoder, 5, [&](Bytes& info) { append(info, track.config); });
                }
            });
            descriptor(es, 6, [](Bytes& sync) { append_be<1>(sync, 2u); });
        });
    });
}

/// Opus in ISO BMFF, 4.3.2: OpusHead (RFC 7845, 5.1) without its magic, version 0, big-endian.
void write_dops(Bytes& out, const Track& track) {
    constexpr std::size_t magic_and_version = 9;
    constexpr std::size_t fixed_end = 19;
    const auto& head = track.config;
    box(out, fourcc("dOps"), [&] {
        if (head.size() < fixed_end) return;
        out.push_back(std::byte{0});
        out.push_back(head[magic_and_version]);                           // OutputChannelCount
        for (const std::size_t i : {11uz, 10uz}) out.push_back(head[i]);  // PreSkip
        for (const std::size_t i : {15uz, 14uz, 13uz, 12uz})
            out.push_back(head[i]);                                       // InputSampleRate
        for (const std::size_t i : {17uz, 16uz}) out.push_back(head[i]);  // OutputGain
        out.push_back(head[18]);                                          // ChannelMappingFamily
        if (head[18] == std::byte{0}) return;
        const auto table = 2 + std::to_integer<std::size_t>(head[magic_and_version]);
        append(out, ByteSpan(head).subspan(fixed_end, std::min(table, head.size() - fixed_end)));
    });
}

}  // namespace

void write_sample_entry(Bytes& out, const Track& track) {
    box(out, media::traits(track.codec).mp4_sample_entry, [&] {
        append_zeros(out, 6);
        append_be<2>(out, 1u);  // data_reference_index
        if (track.kind() == Kind::video) {
            write_visual_fields(out, track);
        } else {
            write_sound_fields(out, track);
        }
        if (const auto type = config_box(track.codec); type != 0) {
            box(out, type, [&] { append(out, track.config); });
        } else if (track.codec == Codec::opus) {
            write_dops(out, track);
        } else {
            write_esds(out, track);
        }
    });
}

}  // namespace freshet::mp4
