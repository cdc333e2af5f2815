#include "wire/rtmp/chunk_reader.hpp"

#include <algorithm>
#include <utility>

#include "wire/rtmp/error.hpp"

namespace freshet::rtmp {

/// What stands in front of a chunk, before it is known what it refers to.
struct ChunkHead {
    std::uint8_t format = 0;
    std::uint32_t chunk_stream = 0;
    std::uint32_t time_field = 0;  // The timestamp or delta as sent.
    bool extended = false;         // Whether it stands in the extended field instead.
    std::uint32_t size = 0;
    std::uint8_t type = 0;
    std::uint32_t stream_id = 0;
};

namespace {

constexpr std::uint32_t extended_timestamp =
    0xffffff;                            // RTMP 1.0, 5.3.1.2.1: look into the extended field.
constexpr std::uint8_t same_header = 3;  // RTMP 1.0, 5.3.1.2.4: format 3.
constexpr std::size_t first_reservation = 4096;

// RTMP 1.0, 5.3.1.1: ids up to 63 take one byte, up to 319 two, up to 65599 three.
std::optional<std::uint32_t> read_chunk_stream_id(ByteReader& reader, std::uint8_t low_bits) {
    if (low_bits > 1) return low_bits;
    const auto first = reader.u8();
    if (!first || low_bits == 0)
        return first ? std::optional<std::uint32_t>(*first + 64u) : std::nullopt;
    const auto second = reader.u8();
    if (!second) return std::nullopt;
    return *second * 256u + *first + 64u;
}

std::uint32_t little_endian_32(ByteSpan bytes) {
    std::uint32_t number = 0;
    for (std::size_t i = 4; i-- > 0;)
        number = number << 8 | std::to_integer<std::uint32_t>(bytes[i]);
    return number;
}

/// Reads basic and message header, without the extended timestamp; nothing while bytes are missing.
std::optional<ChunkHead> read_head(ByteReader& reader) {
    const auto first = reader.u8();
    if (!first) return std::nullopt;
    ChunkHead head{.format = static_cast<std::uint8_t>(*first >> 6)};
    const auto id = read_chunk_stream_id(reader, *first & 0x3f);
    if (!id) return std::nullopt;
    head.chunk_stream = *id;

    constexpr std::size_t sizes[] = {11, 7, 3, 0};  // RTMP 1.0, 5.3.1.2, by format.
    const auto fields = reader.take(sizes[head.format]);
    if (!fields) return std::nullopt;
    ByteReader message(*fields);
    if (head.format <= 2) head.time_field = static_cast<std::uint32_t>(*message.be<3>());
    head.extended = head.time_field == extended_timestamp;
    if (head.format <= 1) head.size = static_cast<std::uint32_t>(*message.be<3>());
    if (head.format <= 1) head.type = *message.u8();
    if (head.format == 0) head.stream_id = little_endian_32(message.rest());
    return head;
}

/// Room for more payload, in proportion to what has come: an announced size alone costs a peer
/// nothing, so it gets nothing.
void reserve(Bytes& payload, std::size_t more, std::size_t announced) {
    const auto needed = payload.size() + more;
    if (needed <= payload.capacity()) return;
    const auto grown = std::max({needed, 2 * payload.capacity(), first_reservation});
    payload.reserve(std::min(grown, announced));
}

}  // namespace

void ChunkReader::feed(ByteSpan input) {
    unread_.erase(unread_.begin(), unread_.begin() + static_cast<std::ptrdiff_t>(read_));
    read_ = 0;
    append(unread_, input);
}

Result<std::optional<Message>> ChunkReader::next() {
    while (true) {
        if (current_ == nullptr) {
            const auto begun = begin_chunk();
            if (!begun) return std::unexpected(begun.error());
            if (!*begun) return std::nullopt;
        }
        if (const auto taken = take_payload(); !taken) return std::unexpected(taken.error());
        if (chunk_left_ > 0) return std::nullopt;

        auto& stream = *std::exchange(current_, nullptr);
        if (stream.payload.size() < stream.size) continue;
        auto message = finish_message(stream);
        const auto obeyed = obey(message);
        if (!obeyed) return std::unexpected(obeyed.error());
        if (!*obeyed) return message;
    }
}

/// Reads a chunk's head whole or not at all; false while bytes are missing.
Result<bool> ChunkReader::begin_chunk() {
    ByteReader reader(ByteSpan(unread_).subspan(read_));
    auto head = read_head(reader);
    if (!head) return false;
    const auto stream = find_stream(*head);
    if (!stream) return std::unexpected(stream.error());
    const bool continues = (*stream)->in_message;
    if (continues && head->format != same_header) return fail(Errc::message_interrupted);

    if (head->format == same_header) {
        head->time_field = (*stream)->time_field;
        head->extended = (*stream)->extended;
    }
    if (head->extended) {
        auto ahead = reader;
        const auto time = ahead.u32();
        if (!time) return false;
        // RTMP 1.0, 5.3.1.3: the field stands in format 3 chunks too. Some encoders leave it away
        // there, so inside a message it counts only when it says the same again.
        if (!continues || *time == head->time_field) reader = ahead;
        if (!continues) head->time_field = *time;
    }
    if (!continues) {
        if (const auto begun = begin_message(**stream, *head); !begun)
            return std::unexpected(begun.error());
    }
    read_ = unread_.size() - reader.left();
    current_ = *stream;
    chunk_left_ = std::min<std::size_t>(chunk_size_, current_->size - current_->payload.size());
    return true;
}

Result<ChunkReader::ChunkStream*> ChunkReader::find_stream(const ChunkHead& head) {
    const auto known = streams_.find(head.chunk_stream);
    if (known != streams_.end()) return &known->second;
    // librtmp begins chunk stream 2 with format 1; what that leaves out is 0.
    if (head.format > 1) return fail(Errc::header_without_predecessor);
    if (streams_.size() >= limits_.chunk_streams_max) return fail(Errc::too_many_chunk_streams);
    return &streams_[head.chunk_stream];
}

Result<void> ChunkReader::begin_message(ChunkStream& stream, const ChunkHead& head) {
    if (head.format <= 1) {
        stream.size = head.size;
        stream.type = head.type;
    }
    if (head.format == 0) stream.stream_id = head.stream_id;
    if (stream.size > limits_.message_bytes_max) return fail(Errc::message_too_large);

    stream.timestamp_ms =
        head.format == 0 ? head.time_field : stream.timestamp_ms + head.time_field;
    stream.time_field = head.time_field;
    stream.extended = head.extended;
    stream.in_message = true;
    return {};
}

Result<void> ChunkReader::take_payload() {
    const auto part = ByteSpan(unread_).subspan(read_, std::min(unread(), chunk_left_));
    if (buffered_ + part.size() > limits_.buffered_bytes_max) return fail(Errc::too_much_buffered);

    reserve(current_->payload, part.size(), current_->size);
    append(current_->payload, part);
    buffered_ += part.size();
    read_ += part.size();
    chunk_left_ -= part.size();
    return {};
}

Message ChunkReader::finish_message(ChunkStream& stream) {
    buffered_ -= stream.payload.size();
    stream.in_message = false;
    auto payload = std::exchange(stream.payload, {});
    return {
        .timestamp_ms = stream.timestamp_ms,
        .stream_id = stream.stream_id,
        .type = stream.type,
        .payload = payload.empty() ? Slice() : Slice(std::move(payload)),
    };
}

/// Whether the message was one that steers the chunks: it is then done with.
Result<bool> ChunkReader::obey(const Message& message) {
    if (message.type != set_chunk_size && message.type != abort_message) return false;
    const auto number = ByteReader(message.payload.bytes()).u32();
    if (!number) return fail(Errc::bad_control_message);

    if (message.type == set_chunk_size) {
        // RTMP 1.0, 5.4.1: the first bit must be zero, the rest at least 1.
        if (*number == 0 || *number > 0x7fffffff) return fail(Errc::bad_chunk_size);
        chunk_size_ = *number;
        return true;
    }
    const auto aborted = streams_.find(*number);
    if (aborted != streams_.end() && aborted->second.in_message) finish_message(aborted->second);
    return true;
}

}  // namespace freshet::rtmp
