#include "wire/websocket/frame.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "wire/websocket/error.hpp"

namespace freshet::websocket {

namespace {

// RFC 6455, 5.2.
constexpr std::uint8_t final_bit = 0x80;
constexpr std::uint8_t length_in_16_bits = 126;
constexpr std::uint8_t length_in_64_bits = 127;

constexpr std::size_t control_payload_max = 125;  // RFC 6455, 5.5.

/// As many whole characters as fit.
std::string_view cut(std::string_view text, std::size_t size_bytes_max) {
    std::size_t size = 0;
    while (size < text.size()) {
        const auto next = utf8_size(text.substr(size));
        if (next == 0 || size + next > size_bytes_max) break;
        size += next;
    }
    return text.substr(0, size);
}

}  // namespace

void append_frame_head(Bytes& out, Opcode opcode, std::size_t payload_size) {
    append_be(out, static_cast<std::uint8_t>(final_bit | static_cast<std::uint8_t>(opcode)));
    if (payload_size < length_in_16_bits) {
        append_be(out, static_cast<std::uint8_t>(payload_size));
    } else if (payload_size <= 0xffff) {
        append_be(out, length_in_16_bits);
        append_be(out, static_cast<std::uint16_t>(payload_size));
    } else {
        append_be(out, length_in_64_bits);
        append_be(out, static_cast<std::uint64_t>(payload_size));
    }
}

void append_frame(Bytes& out, Opcode opcode, ByteSpan payload) {
    append_frame_head(out, opcode, payload.size());
    append(out, payload);
}

void append_close(Bytes& out, CloseCode code, std::string_view reason) {
    const auto told = cut(reason, control_payload_max - 2);
    append_frame_head(out, Opcode::close, 2 + told.size());
    append_be(out, static_cast<std::uint16_t>(code));
    append(out, told);
}

CloseCode close_code(ErrorCode error) {
    if (error == Errc::message_too_large) return CloseCode::too_big;
    if (error == Errc::bad_utf8) return CloseCode::invalid_payload;
    return CloseCode::protocol_error;
}

}  // namespace freshet::websocket
