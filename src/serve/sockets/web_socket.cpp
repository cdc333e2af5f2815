#include "serve/sockets/web_socket.hpp"

#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <utility>

#include <boost/asio/error.hpp>

namespace freshet::sockets {

namespace {

// Keeps the kernel's queue short: what waits is better kept in the logs, once for all.
constexpr int unsent_bytes_max = 128 * 1024;

ErrorCode last_error() { return {errno, boost::system::system_category()}; }

}  // namespace

WebSocket::WebSocket(WebSocketOwner& owner, net::EpollSet& set, net::Descriptor socket,
                     std::size_t message_bytes_max)
    : owner_(owner), set_(set), socket_(std::move(socket)), message_bytes_max_(message_bytes_max) {
    (void)::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent_bytes_max,
                       sizeof unsent_bytes_max);
}

WebSocket::~WebSocket() { close(); }

bool WebSocket::watch() { return set_.watch(*this, socket_.get()); }

void WebSocket::close() {
    set_.unwatch(*this, socket_.get());
    socket_.reset();
}

void WebSocket::feed(ByteSpan unread) {
    if (!unread.empty()) reader().feed(unread);
}

Result<std::optional<websocket::Message>> WebSocket::next(std::span<std::byte> inbox) {
    while (true) {
        if (reader_) {
            auto message = reader_->next();
            if (!message || *message) return message;
            if (reader_->is_idle()) reader_.reset();
        }
        const auto size = receive(inbox);
        if (!size) return std::unexpected(size.error());
        if (*size == 0) return std::nullopt;
        reader().feed(inbox.first(*size));
    }
}

Result<std::size_t> WebSocket::receive(std::span<std::byte> inbox) {
    while (true) {
        const auto size = ::recv(socket_.get(), inbox.data(), inbox.size(), MSG_DONTWAIT);
        if (size > 0) return static_cast<std::size_t>(size);
        if (size == 0) return std::unexpected(ErrorCode(boost::asio::error::eof));
        if (errno == EAGAIN) return 0;
        if (errno != EINTR) return std::unexpected(last_error());
    }
}

Result<std::size_t> WebSocket::send(std::span<const iovec> places, MonoTime now) {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(places.data());
    message.msg_iovlen = places.size();
    while (true) {
        const auto size = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size >= 0) {
            blocked_since_.reset();
            return static_cast<std::size_t>(size);
        }
        if (errno == EAGAIN) {
            // The first refusal starts the clock; it starts anew whenever the client takes
            // something.
            if (!blocked_since_) blocked_since_ = now;
            return 0;
        }
        if (errno != EINTR) return std::unexpected(last_error());
    }
}

websocket::FrameReader& WebSocket::reader() {
    if (!reader_) {
        reader_ = std::make_unique<websocket::FrameReader>(
            websocket::FrameReader::Limits{.message_bytes_max = message_bytes_max_});
    }
    return *reader_;
}

}  // namespace freshet::sockets
