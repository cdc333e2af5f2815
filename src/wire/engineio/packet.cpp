#include "wire/engineio/packet.hpp"

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "base/json.hpp"
#include "wire/engineio/error.hpp"

namespace freshet::engineio {

namespace {

constexpr std::size_t head_bytes_max = 10;  // RFC 6455, 5.2: of a frame without a mask.

}  // namespace

Result<Packet> read_packet(std::string_view text) {
    if (text.empty()) return fail(Errc::empty_packet);
    const int digit = text.front() - '0';
    if (digit < 0 || digit > static_cast<int>(PacketType::noop)) return fail(Errc::unknown_packet);
    return Packet{.type = static_cast<PacketType>(digit), .data = as_bytes(text.substr(1))};
}

Result<Packet> read_packet(websocket::Opcode opcode, ByteSpan payload) {
    if (opcode == websocket::Opcode::binary) return Packet{.data = payload, .is_binary = true};
    return read_packet(as_text(payload));
}

std::string open_packet(const Open& open) {
    std::string packet = "0{\"sid\":";
    json::write_text(packet, open.sid);
    return packet +=
           fmt::format(R"(,"upgrades":[{}],"pingInterval":{},"pingTimeout":{},"maxPayload":{}}})",
                       open.may_upgrade ? R"("websocket")" : "", open.ping_interval.count(),
                       open.ping_timeout.count(), open.payload_bytes_max);
}

Wrapped wrap(std::string_view packet) {
    Wrapper wrapper(packet.size());
    wrapper.packet() += packet;
    return std::move(wrapper).finish();
}

Wrapper::Wrapper(std::size_t size_bytes) {
    buffer_.reserve(head_bytes_max + size_bytes);
    buffer_.resize(head_bytes_max);
}

Wrapped Wrapper::finish() && {
    const auto packet_size = buffer_.size() - head_bytes_max;
    Bytes head;
    websocket::append_frame_head(head, websocket::Opcode::text, packet_size);
    const auto begin = head_bytes_max - head.size();
    buffer_.replace(begin, head.size(), as_text(head));

    const auto owner = std::make_shared<const std::string>(std::move(buffer_));
    const auto bytes = as_bytes(*owner);
    return {.frame = Slice(owner, bytes.subspan(begin)),
            .packet = Slice(owner, bytes.subspan(head_bytes_max))};
}

}  // namespace freshet::engineio
