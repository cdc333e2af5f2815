#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "net/descriptor.hpp"

namespace freshet::bench {

/// A client's non-blocking TCP connection to a port of this machine. What it cannot do at once it
/// does not do: a request is small enough for any socket's buffer.
class Connection {
public:
    /// Begins to connect. False: the system has no descriptor or no port for it.
    bool open(std::uint16_t port);

    /// Asked when the socket has become writable: whether the server is there.
    [[nodiscard]] bool has_connected() const;

    /// False: the peer is gone, or takes nothing.
    bool write(std::string_view bytes);

    /// How much was read, which may be nothing; no value when the peer is gone.
    std::optional<std::size_t> read(std::span<std::byte> room);

    /// The same for bytes that the kernel throws away instead of copying them (tcp(7), MSG_TRUNC).
    std::optional<std::size_t> discard();

    [[nodiscard]] int fd() const { return socket_.get(); }
    void close() { socket_.reset(); }

private:
    net::Descriptor socket_;
};

}  // namespace freshet::bench
