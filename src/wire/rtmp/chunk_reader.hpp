#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "wire/rtmp/message.hpp"

namespace freshet::rtmp {

struct ChunkHead;

/// Puts RTMP messages back together from chunks (RTMP 1.0, section 5.3), and obeys the two messages
/// that steer the chunks themselves: Set Chunk Size and Abort. After an error it is of no more use.
/// Knows nothing of sockets, clocks or threads.
class ChunkReader {
public:
    /// What one peer may make us remember. Beyond it the peer is refused.
    struct Limits {
        std::size_t message_bytes_max = 8 * 1024 * 1024;  // A keyframe of 4K video at a high rate.
        std::size_t buffered_bytes_max = 10 * 1024 * 1024;  // In all unfinished messages together.
        std::size_t chunk_streams_max = 32;
    };

    explicit ChunkReader(Limits limits) : limits_(limits) {}

    /// Takes bytes as they came off the wire, cut anywhere.
    void feed(ByteSpan input);

    /// The next whole message, or nothing until more is fed. Its payload is the memory in which it
    /// was assembled.
    Result<std::optional<Message>> next();

    /// How many of the bytes fed have not been looked at.
    [[nodiscard]] std::size_t unread() const { return unread_.size() - read_; }

    /// Changes Limits::message_bytes_max for messages that have not begun.
    void set_message_bytes_max(std::size_t bytes) { limits_.message_bytes_max = bytes; }

private:
    struct ChunkStream {
        std::uint32_t timestamp_ms = 0;
        std::uint32_t time_field =
            0;                  // The newest timestamp or delta as sent: format 3 repeats it.
        bool extended = false;  // Whether that needed the extended field.
        std::uint32_t size = 0;
        std::uint8_t type = 0;
        std::uint32_t stream_id = 0;
        bool in_message = false;
        Bytes payload;
    };

    Result<bool> begin_chunk();
    Result<ChunkStream*> find_stream(const ChunkHead& head);
    Result<void> begin_message(ChunkStream& stream, const ChunkHead& head);
    Result<void> take_payload();
    Message finish_message(ChunkStream& stream);
    Result<bool> obey(const Message& message);

    Limits limits_;
    std::uint32_t chunk_size_ = 128;  // RTMP 1.0, 5.4.1: the initial value.
    Bytes unread_;
    std::size_t read_ = 0;                          // How much of unread_ has been taken.
    std::map<std::uint32_t, ChunkStream> streams_;  // By chunk stream id.
    ChunkStream* current_ = nullptr;  // Whose chunk is being read; null between chunks.
    std::size_t chunk_left_ = 0;      // Payload of that chunk still to come.
    std::size_t buffered_ = 0;        // Payload bytes in all streams.
};

}  // namespace freshet::rtmp
