#pragma once

#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>

#include <gtest/gtest.h>

#include "net/descriptor.hpp"

namespace freshet::http::test {

/// A blocking client: what a test says is sent, and it waits for what the server says.
class Client {
public:
    explicit Client(std::uint16_t port)
        : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{.tv_sec = 10, .tv_usec = 0};
        (void)::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        const auto* generic = reinterpret_cast<const sockaddr*>(&address);
        EXPECT_EQ(::connect(socket_.get(), generic, sizeof address), 0);
    }

    void say(std::string_view text) {
        while (!text.empty()) {
            const auto count = ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL);
            if (count < 0) return;
            text.remove_prefix(static_cast<std::size_t>(count));
        }
    }

    void hang_up() { socket_.reset(); }
    void hang_up_sending() { ::shutdown(socket_.get(), SHUT_WR); }

    /// The next head, with its empty line.
    std::string head() {
        while (heard_.find("\r\n\r\n") == std::string::npos) {
            if (!hear()) break;
        }
        const auto end = heard_.find("\r\n\r\n");
        return take(end == std::string::npos ? heard_.size() : end + 4);
    }

    /// The next response, by its Content-Length.
    std::string response() {
        auto text = head();
        const auto field = text.find("Content-Length: ");
        const auto size = field == std::string::npos ? 0 : std::stoul(text.substr(field + 16));
        while (heard_.size() < size) {
            if (!hear()) break;
        }
        return text + take(size);
    }

    /// Everything up to the end of the connection.
    std::string to_the_end() {
        while (hear()) {
        }
        return take(heard_.size());
    }

    std::string ask(std::string_view request) {
        say(request);
        return response();
    }

private:
    bool hear() {
        std::array<char, 64 * 1024> inbox{};
        const auto count = ::recv(socket_.get(), inbox.data(), inbox.size(), 0);
        EXPECT_FALSE(count < 0 && errno == EAGAIN) << "the server says nothing";
        if (count <= 0) return false;
        heard_.append(inbox.data(), static_cast<std::size_t>(count));
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

}  // namespace freshet::http::test
