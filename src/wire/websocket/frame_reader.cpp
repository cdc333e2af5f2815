#include "wire/websocket/frame_reader.hpp"

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "wire/websocket/error.hpp"

namespace freshet::websocket {

namespace {

// RFC 6455, 5.2.
constexpr std::uint8_t final_bit = 0x80;
constexpr std::uint8_t reserved_bits = 0x70;
constexpr std::uint8_t opcode_bits = 0x0f;
constexpr std::uint8_t mask_bit = 0x80;
constexpr std::uint8_t length_bits = 0x7f;
constexpr std::uint8_t length_in_16_bits = 126;
constexpr std::uint8_t length_in_64_bits = 127;

constexpr std::uint64_t control_payload_max = 125;  // RFC 6455, 5.5.

std::optional<Opcode> opcode_from(unsigned number) {
    if (number <= 2 || (number >= 8 && number <= 10)) return static_cast<Opcode>(number);
    return std::nullopt;
}

/// RFC 6455, 7.4.2: those that may stand in a frame.
bool is_close_code(std::uint16_t code) {
    if (code >= 3000 && code <= 4999) return true;
    return code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
}

}  // namespace

bool FrameReader::Head::is_control() const { return static_cast<unsigned>(opcode) >= 8; }

void FrameReader::feed(ByteSpan input) {
    if (failed_) return;
    input_.erase(input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(used_));
    used_ = 0;
    append(input_, input);
}

Result<std::optional<Message>> FrameReader::next() {
    while (!failed_) {
        const auto whole = advance();
        if (!whole) {
            failed_ = whole.error();
            break;
        }
        if (!*whole) return std::nullopt;

        const auto head = *std::exchange(head_, std::nullopt);
        if (!head.is_control() && !head.final) continue;
        auto message = head.is_control() ? finish_control(head) : finish_message();
        if (message) return std::move(*message);
        failed_ = message.error();
    }
    return std::unexpected(failed_);
}

/// Reads on; true when the frame of `head_` is whole.
Result<bool> FrameReader::advance() {
    if (!head_) {
        const auto head = read_head();
        if (!head) return std::unexpected(head.error());
        if (!*head) return false;
        if (const auto sound = check(**head); !sound) return std::unexpected(sound.error());
        head_ = *head;
        payload_taken_ = 0;
        if (!head_->is_control() && !opcode_) opcode_ = head_->opcode;
    }
    take_payload(*head_);
    return payload_taken_ == head_->payload_size;
}

Result<std::optional<FrameReader::Head>> FrameReader::read_head() {
    ByteReader reader(ByteSpan(input_).subspan(used_));
    const auto first = reader.u8();
    const auto second = reader.u8();
    if (!first || !second) return std::nullopt;

    if ((*first & reserved_bits) != 0) return fail(Errc::reserved_bits);
    const auto opcode = opcode_from(*first & opcode_bits);
    if (!opcode) return fail(Errc::unknown_opcode);
    if ((*second & mask_bit) == 0) return fail(Errc::unmasked_frame);

    Head head{.final = (*first & final_bit) != 0, .opcode = *opcode};
    std::optional<std::uint64_t> size = *second & length_bits;
    std::uint64_t size_min = 0;  // RFC 6455, 5.2: the shortest form must be used.
    if (*size == length_in_16_bits) {
        size = reader.be<2>();
        size_min = length_in_16_bits;
    } else if (*size == length_in_64_bits) {
        size = reader.be<8>();
        size_min = 0x10000;
    }
    const auto mask = reader.take(head.mask.size());
    if (!size || !mask) return std::nullopt;
    if (*size < size_min) return fail(Errc::overlong_length);

    head.payload_size = *size;
    std::ranges::copy(*mask, head.mask.begin());
    used_ = input_.size() - reader.left();
    return head;
}

Result<void> FrameReader::check(const Head& head) const {
    if (head.is_control()) {
        if (!head.final) return fail(Errc::fragmented_control_frame);
        if (head.payload_size > control_payload_max) return fail(Errc::oversized_control_frame);
        return {};
    }
    const bool continues = head.opcode == Opcode::continuation;
    if (continues && !opcode_) return fail(Errc::unexpected_continuation);
    if (!continues && opcode_) return fail(Errc::unfinished_message);
    if (head.payload_size > limits_.message_bytes_max - message_.size())
        return fail(Errc::message_too_large);
    return {};
}

/// Moves what has come of the payload, unmasked (RFC 6455, 5.3).
void FrameReader::take_payload(const Head& head) {
    auto& out = head.is_control() ? control_ : message_;
    const auto count =
        std::min<std::uint64_t>(head.payload_size - payload_taken_, input_.size() - used_);
    for (std::uint64_t i = 0; i < count; ++i) {
        out.push_back(input_[used_ + i] ^ head.mask[(payload_taken_ + i) % head.mask.size()]);
    }
    payload_taken_ += count;
    used_ += count;
}

Result<Message> FrameReader::finish_control(const Head& head) {
    Message message{.opcode = head.opcode, .payload = std::exchange(control_, {})};
    if (head.opcode != Opcode::close || message.payload.empty()) return message;

    ByteReader reader(message.payload);
    const auto code = reader.u16();
    if (!code || !is_close_code(*code)) return fail(Errc::bad_close_payload);
    if (!is_utf8(as_text(reader.rest()))) return fail(Errc::bad_utf8);
    message.close_code = *code;
    message.payload.erase(message.payload.begin(), message.payload.begin() + 2);
    return message;
}

Result<Message> FrameReader::finish_message() {
    Message message{.opcode = *std::exchange(opcode_, std::nullopt),
                    .payload = std::exchange(message_, {})};
    if (message.opcode == Opcode::text && !is_utf8(as_text(message.payload)))
        return fail(Errc::bad_utf8);
    return message;
}

}  // namespace freshet::websocket
