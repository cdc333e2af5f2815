#include "wire/engineio/payload.hpp"

#include <utility>

#include "base/encoding.hpp"
#include "base/utf8.hpp"
#include "wire/engineio/error.hpp"

namespace freshet::engineio {

namespace {

constexpr char separator = '\x1e';
constexpr char binary_mark = 'b';

void separate(std::string& payload) {
    if (!payload.empty()) payload += separator;
}

}  // namespace

PayloadReader::PayloadReader(std::string_view payload, Limits limits)
    : rest_(payload), limits_(limits) {
    if (!is_utf8(payload)) failed_ = Errc::bad_utf8;
}

Result<std::optional<Packet>> PayloadReader::next() {
    if (failed_) return std::unexpected(failed_);
    if (!rest_) return std::nullopt;

    const auto piece = rest_->substr(0, rest_->find(separator));
    if (piece.size() == rest_->size())
        rest_.reset();
    else
        rest_->remove_prefix(piece.size() + 1);

    auto packet = read(piece);
    if (packet) return *packet;
    failed_ = packet.error();
    return std::unexpected(failed_);
}

Result<Packet> PayloadReader::read(std::string_view packet) {
    if (++count_ > limits_.packets_max) return fail(Errc::too_many_packets);
    if (!packet.starts_with(binary_mark)) return read_packet(packet);
    auto binary = from_base64(packet.substr(1));
    if (!binary) return fail(Errc::bad_base64);
    binary_ = *std::move(binary);
    return Packet{.data = binary_, .is_binary = true};
}

void append_packet(std::string& payload, std::string_view packet) {
    separate(payload);
    payload += packet;
}

void append_binary(std::string& payload, ByteSpan message) {
    separate(payload);
    (payload += binary_mark) += to_base64(message);
}

}  // namespace freshet::engineio
