#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "serve/sockets/absences.hpp"
#include "serve/sockets/answer.hpp"
#include "serve/sockets/application.hpp"
#include "serve/sockets/feed.hpp"
#include "serve/sockets/session_id.hpp"
#include "serve/sockets/totals.hpp"
#include "serve/sockets/web_socket.hpp"
#include "wire/engineio/payload.hpp"
#include "wire/engineio/session.hpp"
#include "wire/socketio/packet_reader.hpp"

namespace freshet::sockets {

/// Where a client comes from, and its place among the connections that may be open.
struct Origin {
    Guest guest;
    std::shared_ptr<const void> place;
};

/// A WebSocket that has been accepted.
struct Arrival {
    net::Descriptor socket;
    Bytes greeting;  // Goes out at once: the answer to its handshake.
    Bytes unread;    // What came behind the handshake.
};

/// One client, from its first request to its end: its transports, what it asks and what is owed to
/// it. While it is silent, nothing of it runs. Owned by its lane, on whose thread it lives; once it
/// `is_over` it stays until what it had asked has been heard.
class Client final : public WebSocketOwner {
public:
    Client(Lane& lane, const SessionId& id, engineio::Transport transport, Origin origin);
    ~Client() override;

    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    [[nodiscard]] const SessionId& id() const { return id_; }
    [[nodiscard]] Feed& feed() { return feed_; }
    [[nodiscard]] bool is_over() const { return is_over_; }
    [[nodiscard]] bool is_conversing() const { return is_conversing_; }
    [[nodiscard]] bool is_polling() const { return polling_ != nullptr; }

    // By HTTP.

    /// The packet that tells it of its session.
    [[nodiscard]] std::string opening() const;

    void begin_web_socket(Arrival arrival);
    void poll(Reply reply);
    void post(std::string body, Reply reply);

    /// Whether another transport may be tried; then either of the next two follows.
    [[nodiscard]] bool begin_probe();
    void probe(Arrival arrival, std::shared_ptr<const void> place);

    // By the application, through its Socket.

    void follow(const Topic& topic, Dialect dialect, Number after);
    void unfollow(const Topic& topic);
    void tell(const Event& event);
    void acknowledge(std::uint64_t ack, std::string_view data);
    void dismiss();

    // By its lane.

    /// Writes all that the kernel takes.
    void flush();
    void read_on();
    void check(MonoTime now);
    void say_goodbye();

    /// The last call, but for what it had asked.
    void depart(End why);

private:
    /// What waits to be heard.
    struct Asked {
        enum class Kind : std::uint8_t { connect, event, disconnect };
        Kind kind = Kind::event;
        Request request{};  // Of a connect: its data alone.
    };

    /// What was posted, and is read as far as there is room for what it asks.
    struct Posted {
        Posted(std::string its_body, Reply its_reply)
            : body(std::move(its_body)), reader(body), reply(std::move(its_reply)) {}

        std::string body;
        engineio::PayloadReader reader;
        Reply reply;
    };

    struct Polling {
        Reply waiting;                   // The GET that is held. Empty: there is none.
        std::unique_ptr<Posted> posted;  // None: there is no POST.
    };

    struct Probe {
        std::unique_ptr<WebSocket> socket;
        Feed feed;
        std::shared_ptr<const void> place;
    };

    class Conversing;

    void on_writable() override;
    void on_readable() override;
    void on_gone(const WebSocket& socket) override;

    // What comes in: client_input.cpp.
    [[nodiscard]] bool has_room() const;
    void read_posted();
    void read_web_socket();
    void read_probe();
    void take(const websocket::Message& message);
    void take(const engineio::Packet& packet);
    void take(socketio::Packet packet);
    void take_plain(std::string_view text);
    void change_transport();
    void end_probe();
    void break_off(ErrorCode error);

    // What is asked: client_requests.cpp.
    void ask(Asked asked);
    boost::asio::awaitable<void> converse();
    boost::asio::awaitable<void> connect(std::string auth);
    boost::asio::awaitable<void> hear(Request request);
    void part();
    void welcome(std::optional<Absence> absence);
    void refuse(const std::string& problem);
    boost::asio::awaitable<std::optional<Absence>> come_back(std::string auth);
    [[nodiscard]] bool follow_again(const Absence& absence, Number offset);
    void keep_absence();
    void leave_pid();

    // What goes out: client.cpp.
    void say(const engineio::Wrapped& packet) { say(packet.frame.bytes()); }
    void say(ByteSpan frames);
    void write();
    [[nodiscard]] Result<std::size_t> send();
    void ping();
    void write_probe();
    void answer_poll();
    void release_poll(std::string_view packet);
    void stop_following();
    void count(int change);

    /// Once it has what is owed to it, and these.
    void close_as(End why, ByteSpan last_words);
    void close_as(End why, websocket::CloseCode code, std::string_view reason);
    void end(End why);

    Lane& lane_;
    SessionId id_;
    engineio::Session session_;
    Guest guest_;
    std::shared_ptr<const void> place_;
    Feed feed_;
    std::unique_ptr<WebSocket> web_socket_;  // One of these two.
    std::unique_ptr<Polling> polling_;
    std::unique_ptr<Probe> probe_;
    std::unique_ptr<socketio::PacketReader> packets_;  // None: a plain WebSocket.
    std::unique_ptr<std::deque<Asked>> asked_;         // None: nothing.
    std::unique_ptr<Conversation> conversation_;       // None: it has not connected.
    std::string sid_;
    std::string pid_;
    Bytes early_words_;           // Said before it was welcome.
    MonoTime until_;              // When it must have connected, or taken its last words.
    std::optional<End> closing_;  // To be ended so when all is out.
    bool is_opening_ = false;     // The application thinks about it.
    bool is_conversing_ = false;  // There is a coroutine.
    bool is_reading_ = false;
    bool is_over_ = false;

    friend class Lane;
    bool waits_for_flush_ = false;
};

}  // namespace freshet::sockets
