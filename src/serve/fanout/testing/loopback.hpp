#pragma once

#include <array>
#include <cerrno>
#include <cstdint>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <utility>

#include <gtest/gtest.h>

#include "base/bytes.hpp"
#include "net/descriptor.hpp"

namespace freshet::fanout::testing {

/// A peer on loopback, as a test plays it: blocks, but never for long.
class Peer {
public:
    /// Connected to a port of ours.
    static Peer of_port(std::uint16_t port) {
        Peer peer;
        const auto address = loopback(port);
        const auto* generic = reinterpret_cast<const sockaddr*>(&address);
        EXPECT_EQ(::connect(peer.socket_.get(), generic, sizeof address), 0);
        return peer;
    }

    /// Connected to a socket that is ours to serve: non-blocking, as an acceptor gives it. Kernels
    /// hold about `buffer_bytes` in either direction; 0: their usual.
    static std::pair<Peer, net::Descriptor> with_socket(int buffer_bytes = 0) {
        const net::Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        hold(listener, SO_SNDBUF, buffer_bytes);
        auto address = loopback(0);
        socklen_t size = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        EXPECT_EQ(::bind(listener.get(), generic, size), 0);
        EXPECT_EQ(::listen(listener.get(), 1), 0);
        EXPECT_EQ(::getsockname(listener.get(), generic, &size), 0);

        Peer peer;
        hold(peer.socket_, SO_RCVBUF, buffer_bytes);
        EXPECT_EQ(::connect(peer.socket_.get(), generic, size), 0);
        const int ours = ::accept4(listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        return {std::move(peer), net::Descriptor(ours)};
    }

    void say(ByteSpan bytes) const {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
        }
    }
    void say(std::string_view text) const { say(as_bytes(text)); }

    /// What comes next; empty when the other side has closed.
    Bytes read_some() const {
        Bytes inbox(64 * 1024);
        const auto size = ::recv(socket_.get(), inbox.data(), inbox.size(), 0);
        EXPECT_FALSE(size < 0 && errno == EAGAIN) << "the server says nothing";
        inbox.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        return inbox;
    }

    /// So many bytes, or fewer when the other side closes before.
    std::string read(std::size_t size) {
        while (heard_.size() < size && hear()) {
        }
        return take(size);
    }

    /// Everything up to and with this text.
    std::string read_until(std::string_view text) {
        while (heard_.find(text) == std::string::npos && hear()) {
        }
        const auto at = heard_.find(text);
        return take(at == std::string::npos ? heard_.size() : at + text.size());
    }

    std::string read_to_the_end() {
        while (hear()) {
        }
        return take(heard_.size());
    }

    void hang_up() { socket_.reset(); }

private:
    Peer() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval patience{.tv_sec = 10, .tv_usec = 0};
        (void)::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }

    static sockaddr_in loopback(std::uint16_t port) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }

    static void hold(const net::Descriptor& socket, int option, int bytes) {
        if (bytes > 0) (void)::setsockopt(socket.get(), SOL_SOCKET, option, &bytes, sizeof bytes);
    }

    bool hear() {
        const auto more = read_some();
        heard_ += as_text(more);
        return !more.empty();
    }

    std::string take(std::size_t size) {
        auto taken = heard_.substr(0, size);
        heard_.erase(0, taken.size());
        return taken;
    }

    net::Descriptor socket_;
    std::string heard_;
};

}  // namespace freshet::fanout::testing
