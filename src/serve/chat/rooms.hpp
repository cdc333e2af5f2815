#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/events.hpp"
#include "base/ids.hpp"
#include "net/error.hpp"
#include "net/io_threads.hpp"
#include "net/task_group.hpp"
#include "serve/chat/hop.hpp"
#include "serve/chat/room.hpp"

namespace freshet::chat {

/// All rooms that somebody is in, or was a moment ago, each on its home thread. From any thread.
/// Made and ended by the main thread; `stop` is called when the hub has closed, before the io
/// threads stop.
class Rooms {
public:
    struct Config {
        RoomConfig room{};
        std::size_t rooms_max = 5000;  // On one thread.
        // Longer than a client that lost its connection may take to come back to what it missed.
        std::chrono::milliseconds kept_empty = std::chrono::minutes(3);
        std::chrono::milliseconds sweep = std::chrono::seconds(20);
    };

    Rooms(Config config, RoomParts parts, net::IoThreads& threads, EventBus& events);

    void start();
    void stop();

    /// Acts in the room of a stream, which is opened for it; what `act` gives comes back to the
    /// caller's thread. The reasons of Room::ready, and those of the act.
    template <class T>
    asio::awaitable<Said<T>> in(StreamId stream,
                                std::move_only_function<asio::awaitable<Said<T>>(Room&)> act) {
        auto& home = home_of(stream);
        return run_at<Said<T>>(home.thread, act_in<T>(home, stream, std::move(act)));
    }

    /// See Room::leave. Does not wait.
    void leave(StreamId stream, sockets::Socket socket, bool may_return);

    /// How many viewers the room has; none: nobody is there.
    [[nodiscard]] std::optional<std::uint32_t> viewers(StreamId stream) const;

private:
    struct Home {
        explicit Home(net::IoThread& io);

        net::IoThread& thread;
        net::TaskGroup tasks;
        std::unordered_map<StreamId, std::unique_ptr<Room>> rooms;
        std::unique_ptr<Wake> sweep;
    };

    /// Keeps a room while somebody acts in it. One that has come to nothing goes with the last.
    class Visit {
    public:
        Visit(Rooms& rooms, Home& home, StreamId stream, Room& room)
            : rooms_(rooms), home_(home), stream_(stream), use_(room) {}
        ~Visit();
        Visit(const Visit&) = delete;
        Visit& operator=(const Visit&) = delete;

    private:
        Rooms& rooms_;
        Home& home_;
        StreamId stream_;
        std::optional<Room::Use> use_;
    };

    template <class T>
    asio::awaitable<Said<T>> act_in(Home& home, StreamId stream,
                                    std::move_only_function<asio::awaitable<Said<T>>(Room&)> act) {
        Room* const room = find_or_make(home, stream);
        if (room == nullptr) co_return refused(net::Errc::overloaded);
        const Visit visit(*this, home, stream, *room);
        const auto ready = co_await room->ready();
        if (!ready) co_return std::unexpected(ready.error());
        co_return co_await act(*room);
    }

    Home& home_of(StreamId stream);
    Room* find_or_make(Home& home, StreamId stream);
    [[nodiscard]] bool make_place(Home& home);
    void hear(const Event& event);
    void sweep(Home& home);
    void note_viewers(StreamId stream, std::uint32_t count);
    static asio::awaitable<void> end(Home& home);

    Config config_;
    RoomParts parts_;
    std::vector<std::unique_ptr<Home>> homes_;  // By IoThread::index.
    mutable std::mutex mutex_;                  // Of the map alone.
    std::unordered_map<StreamId, std::uint32_t> viewers_;
    EventBus::Listener listener_;
};

}  // namespace freshet::chat
