#pragma once

#include <cstdint>
#include <vector>

#include "bench/chat_talk.hpp"
#include "bench/connection.hpp"
#include "bench/crowd.hpp"
#include "bench/samples.hpp"
#include "bench/window.hpp"

namespace freshet::bench {

/// What the clients of a run share; outlives them.
struct Gathering {
    ChatRoom room;
    Window window;
    Crowd crowd;
    std::vector<std::byte> inbox = std::vector<std::byte>(256 * 1024);
    Samples latency;              // From the writer's write to a client's read.
    std::uint64_t in_window = 0;  // Messages that came within the window.
    std::uint64_t of_window = 0;  // Those that were sent within it, whenever they came.
};

/// One client of the room, for as long as the run.
class ChatClient : public Member {
public:
    ChatClient(Gathering& gathering, bool is_writer)
        : gathering_(gathering), talk_(gathering.room, is_writer) {}

    void wake(MonoTime now) override;
    void ready(std::uint32_t events, MonoTime now) override;

    /// Nothing happens to who is not in the room.
    void say(MonoTime now);

    [[nodiscard]] bool is_in() const { return talk_.is_in(); }

private:
    void read(MonoTime now);
    void count(MonoTime sent, MonoTime now);
    void flush();

    Gathering& gathering_;
    Connection connection_;
    ChatTalk talk_;
    bool connected_ = false;
};

/// Lets a client write at a steady pace until the window's end.
class Pace : public Member {
public:
    Pace(Gathering& gathering, ChatClient& client, double messages_per_s);

    void wake(MonoTime now) override;
    void ready(std::uint32_t, MonoTime) override {}

    /// How many messages were sent within the window.
    [[nodiscard]] std::uint64_t sent() const { return sent_; }

private:
    Gathering& gathering_;
    ChatClient& client_;
    MonoTime::duration step_;
    MonoTime next_;
    std::uint64_t sent_ = 0;
};

}  // namespace freshet::bench
