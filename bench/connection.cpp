#include "bench/connection.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace freshet::bench {

namespace {

constexpr std::size_t discarded_bytes_max = 1 << 20;

std::optional<std::size_t> received(ssize_t count) {
    if (count > 0) return static_cast<std::size_t>(count);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
    return std::nullopt;
}

}  // namespace

bool Connection::open(std::uint16_t port) {
    socket_ = net::Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket_.is_open()) return false;
    const int yes = 1;
    (void)::setsockopt(fd(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);  // Only quicker.

    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int status = ::connect(fd(), reinterpret_cast<sockaddr*>(&address), sizeof address);
    return status == 0 || errno == EINPROGRESS;
}

bool Connection::has_connected() const {
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(fd(), SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

bool Connection::write(std::string_view bytes) {
    return ::send(fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(bytes.size());
}

std::optional<std::size_t> Connection::read(std::span<std::byte> room) {
    return received(::recv(fd(), room.data(), room.size(), 0));
}

std::optional<std::size_t> Connection::discard() {
    return received(::recv(fd(), nullptr, discarded_bytes_max, MSG_TRUNC));
}

}  // namespace freshet::bench
