#include "bench/websocket_reader.hpp"

#include <algorithm>
#include <utility>

namespace freshet::bench {

namespace {

// RFC 6455, 5.2.
constexpr std::uint8_t close_opcode = 8;
constexpr std::uint8_t ping_opcode = 9;
constexpr std::size_t control_bytes_max = 125;  // 5.5.

constexpr std::size_t head_bytes(std::uint8_t length) {
    return length == 127 ? 10 : length == 126 ? 4 : 2;
}

}  // namespace

std::optional<ByteSpan> WebSocketReader::take(ByteSpan& input) {
    while (!over_ && !input.empty()) {
        if (!in_payload_) {
            if (read_head(input)) open_frame();
            continue;
        }
        const auto run = input.first(std::min<std::uint64_t>(input.size(), left_));
        input = input.subspan(run.size());
        left_ -= run.size();
        if (left_ == 0) in_payload_ = false;
        if (opcode_ < close_opcode) return run;

        control_ += as_text(run);
        if (left_ == 0) end_control_frame();
    }
    return std::nullopt;
}

std::optional<std::string> WebSocketReader::take_ping() { return std::exchange(ping_, {}); }

bool WebSocketReader::read_head(ByteSpan& input) {
    head_[got_++] = input.front();
    input = input.subspan(1);
    return got_ >= 2 && got_ == head_bytes(std::to_integer<std::uint8_t>(head_[1]) & 127);
}

void WebSocketReader::open_frame() {
    ByteReader head(ByteSpan(head_).first(std::exchange(got_, 0)));
    opcode_ = head.u8().value_or(0) & 15;
    const auto second = head.u8().value_or(0);
    left_ = second & 127;
    if (left_ == 126) left_ = head.be<2>().value_or(0);
    if (left_ == 127) left_ = head.be<8>().value_or(0);

    over_ = second >= 128 || (opcode_ >= close_opcode && left_ > control_bytes_max);
    control_.clear();
    in_payload_ = left_ > 0;
    if (left_ == 0 && opcode_ >= close_opcode) end_control_frame();
}

void WebSocketReader::end_control_frame() {
    if (opcode_ == close_opcode) over_ = true;
    if (opcode_ == ping_opcode) ping_ = control_;
}

std::string make_pong(std::string_view payload) {
    std::string frame = {'\x8a', static_cast<char>(0x80 | payload.size()), 0, 0, 0, 0};
    return frame.append(payload);
}

}  // namespace freshet::bench
