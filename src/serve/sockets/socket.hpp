#pragma once

#include <cstdint>
#include <string>

#include "serve/sockets/news.hpp"

namespace freshet::sockets {

class Lane;

/// One client's address inside the program: a small value, good from any thread, also when the
/// client has left; then nothing happens. Its lane outlives it. What one thread asks of a socket
/// happens in that order.
class Socket {
public:
    Socket(Lane& lane, std::uint64_t serial) : lane_(&lane), serial_(serial) {}

    /// Hears all news of the topic that come after this number, a number that was the head not long
    /// ago: a client that would miss some is let go. Again: in the other dialect, and nothing is
    /// heard twice.
    void follow(Topic topic, Dialect dialect, Number after) const;
    void unfollow(Topic topic) const;

    /// For this client alone.
    void tell(Event event) const;

    /// The answer to a request: JSON.
    void acknowledge(std::uint64_t ack, std::string data) const;

    /// Lets the client go, once it has what is on the way to it.
    void close() const;

    friend bool operator==(const Socket&, const Socket&) = default;
    friend auto operator<=>(const Socket&, const Socket&) = default;

private:
    Lane* lane_;
    std::uint64_t serial_;
};

}  // namespace freshet::sockets
