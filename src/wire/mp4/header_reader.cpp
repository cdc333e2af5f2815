#include "wire/mp4/header_reader.hpp"

#include <initializer_list>
#include <optional>
#include <utility>

#include "media/aac.hpp"
#include "media/h264.hpp"
#include "wire/mp4/box_reader.hpp"
#include "wire/mp4/error.hpp"

namespace freshet::mp4 {

namespace {

using media::fourcc;

// What stands before the boxes within a sample entry (12.1.3.2, 12.2.3.2).
constexpr std::size_t visual_entry_bytes = 78;
constexpr std::size_t audio_entry_bytes = 28;

std::optional<ByteSpan> find_way(ByteSpan bytes, std::initializer_list<std::uint32_t> way) {
    std::optional<ByteSpan> found = bytes;
    for (const auto type : way) {
        found = find_box(*found, type);
        if (!found) return std::nullopt;
    }
    return found;
}

/// mdhd (8.4.2): its times are 64 bits wide in version 1.
std::optional<std::uint32_t> read_time_scale(ByteSpan mdhd) {
    ByteReader reader(mdhd);
    const auto version = reader.u8();
    if (!version || !reader.skip(3) || !reader.skip(*version == 1 ? 16 : 8)) return std::nullopt;
    const auto scale = reader.u32();
    return scale && *scale > 0 ? scale : std::nullopt;
}

/// A descriptor of ISO/IEC 14496-1, 8.3.3: a tag, and a size of seven bits a byte.
struct Descriptor {
    std::uint8_t tag = 0;
    ByteSpan body{};
};

std::optional<Descriptor> next_descriptor(ByteReader& reader) {
    constexpr int size_bytes_max = 4;
    const auto tag = reader.u8();
    if (!tag) return std::nullopt;
    std::uint32_t size = 0;
    for (int i = 0; i < size_bytes_max; ++i) {
        const auto byte = reader.u8();
        if (!byte) return std::nullopt;
        size = size << 7 | (*byte & 0x7f);
        if ((*byte & 0x80) == 0) break;
    }
    const auto body = reader.take(size);
    if (!body) return std::nullopt;
    return Descriptor{.tag = *tag, .body = *body};
}

std::optional<ByteSpan> find_descriptor(ByteReader reader, std::uint8_t tag) {
    while (const auto found = next_descriptor(reader)) {
        if (found->tag == tag) return found->body;
    }
    return std::nullopt;
}

/// esds (ISO/IEC 14496-14, 5.6): ES_Descriptor, DecoderConfigDescriptor, DecoderSpecificInfo.
std::optional<ByteSpan> audio_config_of(ByteSpan esds) {
    constexpr std::uint8_t depends_on = 0x80, has_url = 0x40, has_ocr = 0x20;
    ByteReader reader(esds);
    if (!reader.skip(4)) return std::nullopt;
    const auto stream = find_descriptor(reader, 3);
    if (!stream) return std::nullopt;
    ByteReader inside(*stream);
    const auto id = inside.u16();
    const auto flags = inside.u8();
    if (!id || !flags || (*flags & (depends_on | has_url | has_ocr)) != 0) return std::nullopt;
    const auto decoder = find_descriptor(inside, 4);
    constexpr std::size_t decoder_head_bytes = 13;
    if (!decoder || decoder->size() < decoder_head_bytes) return std::nullopt;
    return find_descriptor(ByteReader(decoder->subspan(decoder_head_bytes)), 5);
}

Result<media::Track> read_entry(const BoxView& entry) {
    const bool is_video = entry.type == fourcc("avc1");
    if (!is_video && entry.type != fourcc("mp4a")) return fail(Errc::unsupported);
    const auto head = is_video ? visual_entry_bytes : audio_entry_bytes;
    if (entry.body.size() < head) return fail(Errc::malformed);
    const auto inside = entry.body.subspan(head);
    const auto found = find_box(inside, is_video ? fourcc("avcC") : fourcc("esds"));
    if (!found) return fail(Errc::malformed);
    if (is_video) return media::read_avcc(*found);
    const auto config = audio_config_of(*found);
    if (!config) return fail(Errc::unsupported);
    return media::read_aac_config(*config);
}

/// stsd (8.5.2): one entry, or there would be samples of another kind later.
Result<media::Track> read_description(ByteSpan stsd) {
    ByteReader reader(stsd);
    if (!reader.skip(4)) return fail(Errc::malformed);
    const auto count = reader.u32();
    if (count != 1u) return fail(Errc::unsupported);
    BoxReader entries(reader.rest());
    const auto entry = entries.next();
    if (!entry) return fail(Errc::malformed);
    return read_entry(*entry);
}

/// trex (8.8.3)
Result<void> read_defaults(ByteSpan trex, FragmentedHeader& header) {
    ByteReader reader(trex);
    if (!reader.skip(12)) return fail(Errc::malformed);
    const auto duration = reader.u32();
    const auto size = reader.u32();
    const auto flags = reader.u32();
    if (!duration || !size || !flags) return fail(Errc::malformed);
    header.default_duration = *duration;
    header.default_flags = *flags;
    return {};
}

std::size_t count_boxes(ByteSpan bytes, std::uint32_t type) {
    std::size_t count = 0;
    BoxReader boxes(bytes);
    while (const auto box = boxes.next()) count += box->type == type ? 1 : 0;
    return count;
}

}  // namespace

Result<FragmentedHeader> read_fragmented_header(ByteSpan moov) {
    if (count_boxes(moov, fourcc("trak")) != 1) return fail(Errc::unsupported);
    const auto media_box = find_way(moov, {fourcc("trak"), fourcc("mdia")});
    const auto trex = find_way(moov, {fourcc("mvex"), fourcc("trex")});
    if (!media_box || !trex) return fail(Errc::malformed);
    const auto mdhd = find_box(*media_box, fourcc("mdhd"));
    const auto stsd = find_way(*media_box, {fourcc("minf"), fourcc("stbl"), fourcc("stsd")});
    if (!mdhd || !stsd) return fail(Errc::malformed);

    FragmentedHeader header;
    const auto scale = read_time_scale(*mdhd);
    if (!scale) return fail(Errc::malformed);
    header.time_scale = *scale;
    if (const auto read = read_defaults(*trex, header); !read) return std::unexpected(read.error());
    auto track = read_description(*stsd);
    if (!track) return std::unexpected(track.error());
    header.track = std::move(*track);
    return header;
}

}  // namespace freshet::mp4
