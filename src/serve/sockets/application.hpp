#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "serve/sockets/news.hpp"
#include "serve/sockets/socket.hpp"
#include "serve/sockets/totals.hpp"

namespace freshet::sockets {

namespace asio = boost::asio;

/// What a client asks of us.
struct Request {
    std::string event;
    std::string data{};                // JSON of its first argument. Empty: there is none.
    std::optional<std::uint64_t> ack;  // For Socket::acknowledge. None: it waits for no answer.
};

/// Who knocks.
struct Guest {
    std::string peer_ip;
    std::string user_agent;
    std::string accept_language;
    std::string auth{};  // JSON object of the connect packet. Empty: none.
    std::string path{};  // Plain WebSocket: the stream of /ws/chat/:streamId.
    bool is_plain = false;
};

/// What the application keeps of a client that has lost its connection, until it is back or has
/// been away for too long. Dies on any thread.
class Memory {
public:
    virtual ~Memory() = default;

    /// Whether a client that is back goes on hearing this, of what it followed.
    [[nodiscard]] virtual bool keeps(const Topic&) const { return true; }
};

/// The application's side of one client. Owned by the client's connection, on whose thread it lives
/// and dies. Its end is the client's leaving, once what the client had asked has been heard.
class Conversation {
public:
    virtual ~Conversation() = default;

    /// One request at a time: the next is not given before this has finished, so that what takes
    /// long and has no order is handed on. What it throws ends the connection.
    virtual asio::awaitable<void> hear(Request request) = 0;

    /// The connection is over. What the client had asked before is heard all the same.
    virtual void lose_client(End) {}

    /// Asked when it may be back. Nothing: the client begins anew then.
    [[nodiscard]] virtual std::unique_ptr<Memory> memory() const { return nullptr; }
};

/// What sockets are for. Used by all io threads at once; outlives the hub's connections.
class Application {
public:
    virtual ~Application() = default;

    /// A client wants in: its conversation, or the problem (JSON) that it is told. On the client's
    /// thread. `memory`: what its former conversation left; topics are followed again by the hub.
    virtual asio::awaitable<std::expected<std::unique_ptr<Conversation>, std::string>> open(
        Socket socket, Guest guest, std::unique_ptr<Memory> memory) = 0;
};

}  // namespace freshet::sockets
