#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "wire/multipart/part_head.hpp"

namespace freshet::multipart {

struct PartBegan {
    PartHead head;
};

/// The next bytes of the part. They live as long as what was fed, or until the next call.
struct PartBytes {
    ByteSpan bytes;
};

struct PartEnded {};

using Event = std::variant<PartBegan, PartBytes, PartEnded>;

/// Reads multipart/form-data (RFC 7578) of any size as it comes: bytes in, events out, nothing but
/// heads of parts kept. Knows nothing of sockets. After an error it says nothing else any more.
class FormReader {
public:
    struct Limits {
        std::size_t parts_max = 64;
        std::size_t head_bytes_max = 8 * 1024;      // Of one part.
        std::size_t surplus_bytes_max = 64 * 1024;  // Before the first part, and behind the last.
    };

    /// The boundary that a Content-Type names, when that is of a form and the boundary may be one
    /// (RFC 2046, 5.1.1).
    [[nodiscard]] static std::optional<std::string> boundary_of(std::string_view content_type);

    FormReader(std::string_view boundary, Limits limits);

    /// The caller keeps the bytes until `next` has nothing more to say of them.
    void feed(ByteSpan bytes);

    /// Nothing: more bytes are needed, or the form is at its end.
    [[nodiscard]] Result<std::optional<Event>> next();

    [[nodiscard]] bool is_done() const { return state_ == State::epilogue; }

    /// There is no more to feed: Errc::cut_short, unless the form is at its end.
    [[nodiscard]] Result<void> finish() const;

private:
    enum class State { preamble, head, body, epilogue, failed };

    Result<std::optional<Event>> fail_with(ErrorCode error);
    Result<std::optional<Event>> read_head();
    std::optional<Event> read_body();
    std::optional<Event> end_part();
    ByteSpan take_up_to_delimiter();
    bool continue_delimiter();
    void take(std::size_t count) { input_ = input_.subspan(count); }

    Limits limits_;
    std::string delimiter_;  // CRLF, two dashes and the boundary.
    State state_ = State::preamble;
    ByteSpan input_;
    std::size_t matched_ = 2;   // Of the delimiter; the first needs no line before it.
    std::size_t given_up_ = 0;  // Of what had matched, and is bytes of the part after all.
    std::string head_;
    std::size_t parts_ = 0;
    std::size_t surplus_ = 0;
    ErrorCode error_;
};

}  // namespace freshet::multipart
