#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

namespace freshet::net {

/// What an EpollSet tells of one socket. Called on the set's thread; may end with the object's
/// unwatching.
class Watched {
public:
    virtual ~Watched() = default;

private:
    friend class EpollSet;

    virtual void on_writable() = 0;  // The kernel takes bytes, perhaps again.
    virtual void on_readable() = 0;  // The peer has said something, or will say no more.
    virtual void on_gone() = 0;

    bool watched_ = false;
};

/// Many sockets of one io thread: tells the kernel which to watch, and hears from it which may be
/// written to again, which have said something and which are gone. Itself one descriptor in Asio's
/// epoll set, so that a socket costs no Asio object and no handler. Lives on its thread.
class EpollSet {
public:
    explicit EpollSet(boost::asio::io_context& context);

    EpollSet(const EpollSet&) = delete;
    EpollSet& operator=(const EpollSet&) = delete;

    /// Edge-triggered: whoever is told reads, or writes, until the kernel says that it would block.
    [[nodiscard]] bool watch(Watched& watched, int socket);

    /// Before the socket is closed. Nothing more is told of it.
    void unwatch(Watched& watched, int socket);

    /// For what has been unwatched: events that name it may be waiting in the batch that is being
    /// handled.
    void bury(std::unique_ptr<Watched> watched);

private:
    void wait_for_events();
    void handle_events();
    static void handle_event(Watched& watched, std::uint32_t what);

    boost::asio::posix::stream_descriptor epoll_;
    std::vector<std::unique_ptr<Watched>> buried_;
    bool handling_ = false;
};

}  // namespace freshet::net
