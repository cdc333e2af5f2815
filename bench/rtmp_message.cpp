#include "bench/rtmp_message.hpp"

#include <algorithm>
#include <bit>

namespace freshet::bench {

std::size_t append_message(Bytes& out, const MessageHead& head, ByteSpan body,
                           std::uint32_t chunk_bytes) {
    append_be(out, static_cast<std::uint8_t>(head.chunk_stream));
    append_be<3>(out, head.time_ms);
    append_be<3>(out, static_cast<std::uint32_t>(body.size()));
    append_be(out, head.type);
    append_be(out, std::byteswap(head.stream));  // 5.3.1.2.1: the one little-endian number.

    const auto body_at = out.size();
    append(out, body.first(std::min<std::size_t>(body.size(), chunk_bytes)));
    for (std::size_t at = chunk_bytes; at < body.size(); at += chunk_bytes) {
        append_be(out, static_cast<std::uint8_t>(0xc0 | head.chunk_stream));
        append(out, body.subspan(at, std::min<std::size_t>(body.size() - at, chunk_bytes)));
    }
    return body_at;
}

Amf0& Amf0::text(std::string_view value) {
    append_be(bytes_, std::uint8_t{2});
    bare_text(value);
    return *this;
}

Amf0& Amf0::number(double value) {
    append_be(bytes_, std::uint8_t{0});
    append_be(bytes_, std::bit_cast<std::uint64_t>(value));
    return *this;
}

Amf0& Amf0::null() {
    append_be(bytes_, std::uint8_t{5});
    return *this;
}

Amf0& Amf0::begin_object() {
    append_be(bytes_, std::uint8_t{3});
    return *this;
}

Amf0& Amf0::member(std::string_view name, std::string_view value) {
    bare_text(name);
    return text(value);
}

Amf0& Amf0::end_object() {
    append_be<3>(bytes_, std::uint32_t{9});
    return *this;
}

void Amf0::bare_text(std::string_view value) {
    append_be(bytes_, static_cast<std::uint16_t>(value.size()));
    append(bytes_, value);
}

}  // namespace freshet::bench
