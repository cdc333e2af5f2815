#include "bench/rtmp_reader.hpp"

#include <algorithm>
#include <utility>

namespace freshet::bench {

namespace {

/// 5.3.1.1: how long the basic header is, by its first byte.
constexpr std::size_t basic_bytes(std::uint8_t first) {
    return (first & 63) == 0 ? 2 : (first & 63) == 1 ? 3 : 1;
}

std::uint32_t chunk_stream_id(ByteSpan basic) {
    const auto at = [&](std::size_t i) { return std::to_integer<std::uint32_t>(basic[i]); };
    if (basic.size() == 1) return at(0) & 63;
    return 64 + at(1) + (basic.size() == 3 ? at(2) << 8 : 0);
}

/// 5.3.1.2: how long the message header is, by the chunk's type.
constexpr std::array<std::size_t, 4> message_head_bytes{11, 7, 3, 0};

}  // namespace

std::optional<RtmpReader::Message> RtmpReader::take(ByteSpan& input) {
    while (!input.empty() && !broken_) {
        if (current_ == nullptr) {
            if (!read_head(input)) continue;
            open_chunk();
            if (current_ == nullptr || chunk_left_ > 0) continue;
        }
        if (const auto message = read_payload(input)) return message;
    }
    return std::nullopt;
}

void RtmpReader::set_chunk_bytes(std::uint32_t bytes) {
    if (bytes == 0) broken_ = true;
    chunk_bytes_ = bytes;
}

bool RtmpReader::read_head(ByteSpan& input) {
    head_[head_got_++] = input.front();
    input = input.subspan(1);
    return head_bytes() == head_got_;
}

/// How long this chunk's head is; nothing while that cannot be told yet.
std::optional<std::size_t> RtmpReader::head_bytes() {
    const auto first = std::to_integer<std::uint8_t>(head_[0]);
    const auto basic = basic_bytes(first);
    const auto message = message_head_bytes[first >> 6];
    if (head_got_ < basic + message) return std::nullopt;

    bool extended = false;
    if (message > 0) {
        // 5.3.1.3: an extended timestamp follows.
        extended = ByteReader(ByteSpan(head_).subspan(basic)).be<3>() == 0xffffff;
    } else if (const auto* stream = stream_of(chunk_stream_id(ByteSpan(head_).first(basic)))) {
        extended = stream->extended_time;
    }
    return basic + message + (extended ? 4 : 0);
}

void RtmpReader::open_chunk() {
    const ByteSpan whole = ByteSpan(head_).first(std::exchange(head_got_, 0));
    const auto first = std::to_integer<std::uint8_t>(whole[0]);
    const auto basic = basic_bytes(first);
    auto* stream = stream_of(chunk_stream_id(whole.first(basic)));
    if (stream == nullptr) return;

    ByteReader head(whole.subspan(basic));
    const auto message = message_head_bytes[first >> 6];
    if (message >= 3) stream->extended_time = head.be<3>() == 0xffffff;
    if (message >= 7) {
        stream->bytes = static_cast<std::uint32_t>(head.be<3>().value_or(0));
        stream->type = head.u8().value_or(0);
        stream->got = 0;
    }
    current_ = stream;
    chunk_left_ = std::min(chunk_bytes_, stream->bytes - stream->got);
}

RtmpReader::ChunkStream* RtmpReader::stream_of(std::uint32_t id) {
    const auto found = std::ranges::find(streams_, id, &ChunkStream::id);
    if (found != streams_.end()) return &*found;
    if (streams_.size() == chunk_streams_max) {
        broken_ = true;
        return nullptr;
    }
    streams_.emplace_back().id = id;
    return &streams_.back();
}

std::optional<RtmpReader::Message> RtmpReader::read_payload(ByteSpan& input) {
    auto& stream = *current_;
    const auto piece = input.first(std::min<std::size_t>(input.size(), chunk_left_));
    if (stream.got < stream.head.size()) {
        const auto kept = piece.first(std::min(piece.size(), stream.head.size() - stream.got));
        std::ranges::copy(kept, stream.head.begin() + stream.got);
    }
    input = input.subspan(piece.size());
    stream.got += static_cast<std::uint32_t>(piece.size());
    chunk_left_ -= static_cast<std::uint32_t>(piece.size());
    if (chunk_left_ > 0) return std::nullopt;

    current_ = nullptr;
    if (stream.got < stream.bytes) return std::nullopt;
    stream.got = 0;
    const auto kept = std::min<std::size_t>(stream.bytes, stream.head.size());
    return Message{
        .type = stream.type, .bytes = stream.bytes, .head = ByteSpan(stream.head).first(kept)};
}

}  // namespace freshet::bench
