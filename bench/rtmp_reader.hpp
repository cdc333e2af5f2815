#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "bench/conversation.hpp"

namespace freshet::bench {

/// Puts a server's chunks together into messages (RTMP 1.0, 5.3), keeping no more of a message than
/// is looked at.
class RtmpReader {
public:
    /// Commands are longer than what must be seen of a picture.
    static constexpr std::size_t kept_bytes_max = 512;
    static constexpr std::size_t chunk_streams_max = 16;

    struct Message {
        std::uint8_t type = 0;
        std::uint32_t bytes = 0;
        ByteSpan head;  // The first bytes; valid until the next message is taken.
    };

    /// The next message that ends in `input`, which moves on past it.
    std::optional<Message> take(ByteSpan& input);

    /// Applies Set Chunk Size (5.4.1). The server's next chunk is the first of that size.
    void set_chunk_bytes(std::uint32_t bytes);

    [[nodiscard]] bool is_broken() const { return broken_; }

private:
    struct ChunkStream {
        std::uint32_t id = 0;
        std::uint8_t type = 0;
        bool extended_time = false;
        std::uint32_t bytes = 0;
        std::uint32_t got = 0;
        std::array<std::byte, kept_bytes_max> head{};
    };

    bool read_head(ByteSpan& input);
    std::optional<std::size_t> head_bytes();
    void open_chunk();
    ChunkStream* stream_of(std::uint32_t id);
    std::optional<Message> read_payload(ByteSpan& input);

    std::vector<ChunkStream> streams_;
    ChunkStream* current_ = nullptr;  // Of the chunk whose payload comes; null between chunks.
    std::uint32_t chunk_left_ = 0;
    std::uint32_t chunk_bytes_ = 128;  // 5.4.1: until the server says otherwise.
    std::array<std::byte, 3 + 11 + 4> head_{};
    std::size_t head_got_ = 0;
    bool broken_ = false;
};

}  // namespace freshet::bench
