#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "net/address_set.hpp"
#include "net/task_group.hpp"

namespace freshet::net {

class IoThread;
class IoThreads;

/// A client's place among the connections that a Listener allows. Whoever keeps the socket keeps
/// this too.
using Place = std::shared_ptr<const void>;

/// One accepted client. The socket belongs to the thread's io_context, is non-blocking and has
/// TCP_NODELAY.
struct Connection {
    boost::asio::ip::tcp::socket socket;
    std::string peer_ip;  // An IPv4 client reads as IPv4, whichever family it came in by.
    Place place;
    IoThread& thread;
    TaskGroup& tasks;     // The group that the session is a child of; for tasks beside it.
    Interrupt interrupt;  // Breaks off the session's own wait.
};

/// One port, accepted on by every io thread (SO_REUSEPORT). Each connection is a task of its
/// thread's group. Owned by a thread that is no io thread, which makes all calls; joined before the
/// io threads stop.
class Listener {
public:
    struct Config {
        std::string name{};      // For the log: "http".
        std::string address{};   // Empty: all, IPv6 and IPv4.
        std::uint16_t port = 0;  // 0: any that is free.
        std::size_t connections_max = 50'000;
        std::size_t connections_per_address_max = 4'096;
        AddressSet uncounted{};  // Proxies: many clients come from their one address.
    };
    using Serve = std::function<boost::asio::awaitable<void>(Connection)>;

    struct Counts {
        std::uint64_t accepted = 0;
        std::uint64_t refused = 0;  // Beyond a limit.
        std::uint64_t pauses = 0;   // For want of descriptors or memory.
        std::size_t open = 0;
    };

    /// Binds; throws system_error that names the port when it is taken. Accepts nothing before
    /// `start`.
    Listener(IoThreads& threads, Config config, Serve serve);
    ~Listener();  // Stops and joins what is left, without grace.

    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    void start();

    /// New connections are refused by the kernel from here on; those that are open go on.
    void stop_accepting();

    /// Asks every session to leave.
    void cancel();

    /// Waits until every session has left; those that are left after `grace` are cancelled.
    void join(std::chrono::milliseconds grace);

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] Counts counts() const;  // From any thread.

private:
    struct Shared;
    struct Lane;

    IoThreads& threads_;
    std::shared_ptr<Shared> shared_;
    std::vector<std::unique_ptr<Lane>> lanes_;
    std::uint16_t port_ = 0;
    bool started_ = false;
};

}  // namespace freshet::net
