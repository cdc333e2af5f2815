#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "base/bytes.hpp"

namespace freshet::bench {

/// Reads one HTTP/1.1 response (RFC 9112), cut anywhere, without keeping its body. After `is_done`
/// a new reader takes what the next response begins with.
class HttpReader {
public:
    static constexpr std::size_t head_bytes_max = 16 * 1024;

    /// The next run of the body's bytes in `input`, which moves on past what was read. Nothing:
    /// `input` is used up, the response is done, or it is broken.
    std::optional<ByteSpan> take(ByteSpan& input);

    /// 0 until the head is there.
    [[nodiscard]] int status() const { return status_; }
    [[nodiscard]] bool is_done() const { return part_ == Part::done; }
    [[nodiscard]] bool is_broken() const { return part_ == Part::broken; }

private:
    enum class Part { head, body, chunk_line, chunk, chunk_end, trailer, done, broken };

    void read_head(ByteSpan& input);
    void understand_head();
    void read_line(ByteSpan& input);
    void end_line();
    std::optional<ByteSpan> read_run(ByteSpan& input);

    Part part_ = Part::head;
    int status_ = 0;
    std::string text_;  // The head, then a chunk's line.
    std::uint64_t left_ = std::numeric_limits<std::uint64_t>::max();  // Of the body or the chunk.
};

}  // namespace freshet::bench
