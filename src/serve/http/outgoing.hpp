#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/slice.hpp"
#include "serve/http/message.hpp"

namespace freshet::http {

/// One response on its way into a non-blocking socket: head and text in one gathered write, a
/// file's bytes by sendfile(2). Keeps what it sends alive. Knows no coroutine: the session waits
/// between two calls of `advance`.
class Outgoing {
public:
    enum class State {
        done,
        blocked,  // The socket takes no more for now.
        paused,   // It would take more; but other connections want their turn.
    };

    /// For a body that is neither pulled nor Takeover. `with_body` is false for HEAD.
    Outgoing(std::string head, Body body, bool with_body);

    /// For a piece of a body, with what stands before it.
    Outgoing(std::string head, Slice piece);

    /// Writes what the socket takes.
    Result<State> advance(int socket);

    [[nodiscard]] std::uint64_t sent() const { return sent_; }

    /// The buffer of the head, to be used again.
    [[nodiscard]] std::string take_head() { return std::move(head_); }

private:
    Result<bool> advance_text(int socket);
    Result<bool> advance_file(int socket, std::uint64_t turn_end);

    std::string head_;
    Body body_;
    Slice piece_;
    std::string_view text_;
    FileBody file_;
    std::uint64_t sent_ = 0;
};

}  // namespace freshet::http
