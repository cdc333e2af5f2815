#include "wire/flv/enhanced_body.hpp"

#include "wire/flv/error.hpp"

namespace freshet::flv {
namespace {

// Enhanced RTMP v2, AvMultitrackType.
enum Multitrack : std::uint8_t { one_track = 0, many_tracks = 1, many_tracks_many_codecs = 2 };

constexpr std::uint8_t timestamp_offset_nano = 0;  // Enhanced RTMP v2, VideoPacketModExType.
constexpr std::uint32_t offset_ns_max = 999'999;

Result<std::uint32_t> read_fourcc(ByteReader& reader) {
    const auto fourcc = reader.u32();
    if (!fourcc) return fail(Errc::truncated);
    return *fourcc;
}

/// Enhanced RTMP v2, ModEx: a size, so many bytes, and which kind of extension they were before the
/// next packet type.
Result<void> read_mod_ex(ByteReader& reader, EnhancedBody& body) {
    const auto short_size = reader.u8();
    if (!short_size) return fail(Errc::truncated);
    std::size_t size = *short_size + 1u;
    if (size == 256) {
        const auto long_size = reader.u16();
        if (!long_size) return fail(Errc::truncated);
        size = *long_size + 1u;
    }
    auto data = reader.take(size);
    const auto types = reader.u8();
    if (!data || !types) return fail(Errc::truncated);

    if (*types >> 4 == timestamp_offset_nano) {
        const auto offset = ByteReader(*data).be<3>();
        if (offset && *offset <= offset_ns_max)
            body.offset_ns = static_cast<std::uint32_t>(*offset);
    }
    body.packet_type = *types & 0x0f;
    return {};
}

/// Enhanced RTMP v2, Multitrack: every track has an id and, unless it is alone, a size; and its own
/// FourCC when the codecs differ.
Result<void> read_tracks(ByteReader& reader, EnhancedBody& body) {
    const auto types = reader.u8();
    if (!types) return fail(Errc::truncated);
    const auto multitrack = static_cast<std::uint8_t>(*types >> 4);
    body.packet_type = *types & 0x0f;

    std::uint32_t common_fourcc = 0;
    if (multitrack != many_tracks_many_codecs) {
        const auto fourcc = read_fourcc(reader);
        if (!fourcc) return std::unexpected(fourcc.error());
        common_fourcc = *fourcc;
    }
    while (!reader.empty()) {
        const auto fourcc = multitrack == many_tracks_many_codecs
                                ? read_fourcc(reader)
                                : Result<std::uint32_t>(common_fourcc);
        if (!fourcc) return std::unexpected(fourcc.error());
        const auto id = reader.u8();
        const auto size =
            multitrack == one_track ? std::optional<std::uint64_t>(reader.left()) : reader.be<3>();
        if (!id || !size) return fail(Errc::truncated);
        const auto data = reader.take(*size);
        if (!data) return fail(Errc::truncated);

        if (*id == 0 && !body.fourcc) {
            body.fourcc = *fourcc;
            body.data = *data;
        } else {
            ++body.other_tracks;
        }
    }
    return {};
}

}  // namespace

Result<EnhancedBody> read_enhanced_body(ByteReader reader, std::uint8_t packet_type,
                                        std::uint8_t multitrack_packet) {
    EnhancedBody body{.packet_type = packet_type};
    while (body.packet_type == mod_ex_packet) {
        if (const auto read = read_mod_ex(reader, body); !read)
            return std::unexpected(read.error());
    }
    if (body.packet_type == multitrack_packet) {
        if (const auto read = read_tracks(reader, body); !read)
            return std::unexpected(read.error());
        return body;
    }
    const auto fourcc = read_fourcc(reader);
    if (!fourcc) return std::unexpected(fourcc.error());
    body.fourcc = *fourcc;
    body.data = reader.rest();
    return body;
}

}  // namespace freshet::flv
