#pragma once

#include <memory>
#include <optional>
#include <span>
#include <sys/types.h>
#include <sys/uio.h>

#include "base/clock.hpp"
#include "net/descriptor.hpp"
#include "net/epoll_set.hpp"
#include "wire/websocket/frame_reader.hpp"

namespace freshet::sockets {

class WebSocket;

/// Who reads from WebSockets and writes to them. Outlives them.
class WebSocketOwner {
public:
    virtual ~WebSocketOwner() = default;

    virtual void on_writable() = 0;
    virtual void on_readable() = 0;
    virtual void on_gone(const WebSocket& socket) = 0;
};

/// One WebSocket's descriptor, and what has been read of a message. While nobody says anything it
/// holds no buffer. Lives on its client's thread; closes the socket when it goes.
class WebSocket final : public net::Watched {
public:
    WebSocket(WebSocketOwner& owner, net::EpollSet& set, net::Descriptor socket,
              std::size_t message_bytes_max);
    ~WebSocket() override;

    WebSocket(const WebSocket&) = delete;
    WebSocket& operator=(const WebSocket&) = delete;

    /// False: the kernel does not take it.
    [[nodiscard]] bool watch();

    /// Nothing more is told of it. It may be in the middle of telling.
    void close();

    /// What came with the request for the upgrade.
    void feed(ByteSpan unread);

    /// The next message, read through `inbox`; nothing: no more has come. Fails with eof when the
    /// client has left.
    [[nodiscard]] Result<std::optional<websocket::Message>> next(std::span<std::byte> inbox);

    /// How many bytes the kernel took; 0: none, for now. Fails when the client has left.
    [[nodiscard]] Result<std::size_t> send(std::span<const iovec> places, MonoTime now);

    /// While the kernel takes nothing: since when. It will tell when it does again.
    [[nodiscard]] std::optional<MonoTime> blocked_since() const { return blocked_since_; }

    /// The kernel has told.
    void unblock() { blocked_since_.reset(); }

private:
    void on_writable() override { owner_.on_writable(); }
    void on_readable() override { owner_.on_readable(); }
    void on_gone() override { owner_.on_gone(*this); }

    [[nodiscard]] Result<std::size_t> receive(std::span<std::byte> inbox);
    websocket::FrameReader& reader();

    WebSocketOwner& owner_;
    net::EpollSet& set_;
    net::Descriptor socket_;
    std::size_t message_bytes_max_;
    std::unique_ptr<websocket::FrameReader> reader_;  // None: it stands between two messages.
    std::optional<MonoTime> blocked_since_;
};

}  // namespace freshet::sockets
