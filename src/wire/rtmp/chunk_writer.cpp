#include "wire/rtmp/chunk_writer.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace freshet::rtmp {
namespace {

constexpr std::uint32_t extended_timestamp = 0xffffff;  // RTMP 1.0, 5.3.1.2.1.
constexpr std::size_t largest_head = 3 + 11 + 4;

// RTMP 1.0, 5.3.1.1.
void append_basic_header(Bytes& out, unsigned format, std::uint32_t chunk_stream) {
    FRESHET_CHECK(chunk_stream >= 2 && chunk_stream <= 65'599);
    const auto low_bits = chunk_stream < 64 ? chunk_stream : chunk_stream < 320 ? 0 : 1;
    append_be(out, static_cast<std::uint8_t>(format << 6 | low_bits));
    if (low_bits > 1) return;
    append_be(out, static_cast<std::uint8_t>((chunk_stream - 64) & 0xff));
    if (low_bits == 1) append_be(out, static_cast<std::uint8_t>((chunk_stream - 64) >> 8));
}

void append_extended_timestamp(Bytes& out, std::uint32_t timestamp_ms) {
    if (timestamp_ms >= extended_timestamp) append_be(out, timestamp_ms);
}

// RTMP 1.0, 5.3.1.2.1. The message stream id alone is little-endian.
void append_first_head(Bytes& out, const MessageHead& head, std::size_t body_size) {
    FRESHET_CHECK(body_size <= 0xffffff);
    append_basic_header(out, 0, head.chunk_stream);
    append_be<3>(out, std::min(head.timestamp_ms, extended_timestamp));
    append_be<3>(out, static_cast<std::uint32_t>(body_size));
    append_be(out, head.type);
    for (int i = 0; i < 4; ++i)
        append_be(out, static_cast<std::uint8_t>(head.stream_id >> (8 * i)));
    append_extended_timestamp(out, head.timestamp_ms);
}

// RTMP 1.0, 5.3.1.2.4 and 5.3.1.3.
void append_next_head(Bytes& out, const MessageHead& head) {
    append_basic_header(out, 3, head.chunk_stream);
    append_extended_timestamp(out, head.timestamp_ms);
}

/// Appends a body that begins at the start of a chunk, with heads in between; gives back the room
/// in its last chunk.
std::size_t append_chunks(Bytes& out, const MessageHead& head, ByteSpan body,
                          std::size_t chunk_size) {
    while (body.size() > chunk_size) {
        append(out, body.first(chunk_size));
        append_next_head(out, head);
        body = body.subspan(chunk_size);
    }
    append(out, body);
    return chunk_size - body.size();
}

}  // namespace

void append_message(Bytes& out, const MessageHead& head, ByteSpan body, std::size_t chunk_size) {
    FRESHET_CHECK(chunk_size > 0);
    append_first_head(out, head, body.size());
    append_chunks(out, head, body, chunk_size);
}

std::vector<Slice> message_slices(std::uint32_t chunk_stream, std::uint8_t type,
                                  std::uint32_t timestamp_ms, Bytes body_head, Slice payload,
                                  std::size_t chunk_size) {
    FRESHET_CHECK(chunk_size > 0);
    const MessageHead head{chunk_stream, type, timestamp_ms, media_stream_id};
    Bytes first;
    first.reserve(2 * largest_head + body_head.size());
    append_first_head(first, head, body_head.size() + payload.size());
    auto room = append_chunks(first, head, body_head, chunk_size);
    if (room == 0 && !payload.empty()) {
        append_next_head(first, head);
        room = chunk_size;
    }

    std::vector<Slice> slices;
    slices.reserve(2 + 2 * (payload.size() / chunk_size));
    slices.emplace_back(std::move(first));
    Slice between;
    for (std::size_t sent = 0; sent < payload.size(); room = chunk_size) {
        if (sent > 0 && between.empty()) {
            Bytes next;
            append_next_head(next, head);
            between = Slice(std::move(next));
        }
        if (sent > 0) slices.push_back(between);
        slices.push_back(payload.sub(sent, room));
        sent += slices.back().size();
    }
    return slices;
}

}  // namespace freshet::rtmp
