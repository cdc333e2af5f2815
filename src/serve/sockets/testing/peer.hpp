#pragma once

#include <array>
#include <cerrno>
#include <cstdint>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/socket.h>

#include <gtest/gtest.h>

#include "net/descriptor.hpp"

namespace freshet::sockets::testing {

/// A client on loopback, as a test plays it: by HTTP/1.1, or as a WebSocket once it has upgraded.
/// Blocks, but never for long.
class Peer {
public:
    /// `buffer_bytes`: about what the kernel holds for us; 0: its usual.
    explicit Peer(std::uint16_t port, int buffer_bytes = 0)
        : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval patience{.tv_sec = 10, .tv_usec = 0};
        (void)::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        const int at_once = 1;
        (void)::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
        if (buffer_bytes > 0) {
            (void)::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUF, &buffer_bytes,
                               sizeof buffer_bytes);
        }
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const auto* generic = reinterpret_cast<const sockaddr*>(&address);
        EXPECT_EQ(::connect(socket_.get(), generic, sizeof address), 0);
    }

    void say(std::string_view text) const {
        while (!text.empty()) {
            const auto sent = ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    /// So many bytes, or fewer when the other side closes before.
    std::string read(std::size_t size) {
        while (heard_.size() < size && hear()) {
        }
        return take(size);
    }

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

    /// The next response, by its Content-Length.
    struct Response {
        unsigned status = 0;
        std::string head;
        std::string body;
    };
    Response response() {
        Response response;
        response.head = read_until("\r\n\r\n");
        if (response.head.size() > 12)
            response.status = static_cast<unsigned>(std::stoul(response.head.substr(9, 3)));
        const auto field = response.head.find("Content-Length: ");
        if (field != std::string::npos)
            response.body = read(std::stoul(response.head.substr(field + 16)));
        return response;
    }

    /// RFC 6455, 5.2: the payload of the next frame from the server; of a close: its code as text
    /// and the reason.
    std::string message() {
        const auto head = read(2);
        if (head.size() < 2) return "(closed)";
        const auto first = static_cast<unsigned char>(head[0]);
        auto size = static_cast<std::size_t>(static_cast<unsigned char>(head[1]));
        if (size >= 126) {
            const auto more = read(size == 126 ? 2 : 8);
            size = 0;
            for (const auto c : more) size = size << 8 | static_cast<unsigned char>(c);
        }
        auto payload = read(size);
        if (first == 0x81) return payload;
        if (first == 0x89) return "(ping)" + payload;
        if (first == 0x8a) return "(pong)" + payload;
        if (first == 0x88 && payload.size() >= 2) {
            const auto code = static_cast<unsigned char>(payload[0]) * 256u +
                              static_cast<unsigned char>(payload[1]);
            return "(close " + std::to_string(code) + ")" + payload.substr(2);
        }
        return "(frame of another kind)";
    }

    /// A text frame of a client, masked with a mask that changes nothing.
    void send(std::string_view payload) const { say(masked('\x81', payload)); }

    static std::string masked(char first_byte, std::string_view payload) {
        std::string frame{first_byte};
        if (payload.size() < 126) {
            frame += static_cast<char>(0x80 | payload.size());
        } else if (payload.size() < 0x10000) {
            frame += '\xfe';
            frame += static_cast<char>(payload.size() >> 8);
            frame += static_cast<char>(payload.size() & 0xff);
        } else {
            frame += '\xff';
            for (int shift = 56; shift >= 0; shift -= 8)
                frame += static_cast<char>(payload.size() >> shift & 0xff);
        }
        return frame.append(4, '\0').append(payload);
    }

    void hang_up() { socket_.reset(); }
    [[nodiscard]] int descriptor() const { return socket_.get(); }

private:
    bool hear() {
        std::array<char, 64 * 1024> inbox{};
        const auto size = ::recv(socket_.get(), inbox.data(), inbox.size(), 0);
        EXPECT_FALSE(size < 0 && errno == EAGAIN) << "the server says nothing";
        if (size <= 0) return false;
        heard_.append(inbox.data(), static_cast<std::size_t>(size));
        return true;
    }

    std::string take(std::size_t size) {
        auto taken = heard_.substr(0, size);
        heard_.erase(0, taken.size());
        return taken;
    }

    net::Descriptor socket_;
    std::string heard_;
};

}  // namespace freshet::sockets::testing
