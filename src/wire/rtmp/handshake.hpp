#pragma once

#include <cstddef>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace freshet::rtmp {

/// The server's half of the handshake (RTMP 1.0, 5.2): the plain one, and the one with digests that
/// Flash players ask for by a version in C1. Nothing is done with C2 but to wait for its end: no
/// known server checks it. Its random bytes come from the kernel; otherwise it is pure.
class ServerHandshake {
public:
    /// Takes what belongs to the handshake off the front of `input`, cut anywhere, and appends the
    /// answer to `out`.
    Result<void> feed(ByteSpan& input, Bytes& out);

    [[nodiscard]] bool done() const { return state_ == State::done; }

private:
    enum class State { version, c1, c2, done };

    Result<void> read_version(ByteSpan& input);
    void read_c1(ByteSpan& input, Bytes& out);
    void read_c2(ByteSpan& input);

    State state_ = State::version;
    Bytes c1_;
    std::size_t c2_seen_ = 0;
};

}  // namespace freshet::rtmp
