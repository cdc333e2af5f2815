#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "net/epoll_set.hpp"
#include "net/io_threads.hpp"
#include "net/task_group.hpp"
#include "serve/sockets/absences.hpp"
#include "serve/sockets/answer.hpp"
#include "serve/sockets/client.hpp"
#include "serve/sockets/config.hpp"
#include "serve/sockets/rests.hpp"
#include "serve/sockets/shared_writes.hpp"
#include "serve/sockets/topics.hpp"
#include "serve/sockets/totals.hpp"
#include "serve/sockets/whereabouts.hpp"

namespace freshet::sockets {

/// The clients of one io thread, and the news of all topics for them. Owned by the hub. Touched on
/// its thread alone, but for what says otherwise.
class Lane {
public:
    /// What all lanes of a hub share. Outlives them.
    struct Shared {
        const Config& config;
        Application& application;
        Absences& absences;
        Whereabouts& whereabouts;
        Totals& totals;
        const std::atomic<Number>& head;
    };

    Lane(net::IoThread& thread, Shared shared);
    ~Lane();

    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    // From any thread.

    [[nodiscard]] net::IoThread& thread() { return thread_; }

    /// One thread at a time: that makes the order.
    void deliver(EditionPtr edition);

    /// Does it to the client, if it is still there: at once on the lane's thread, else later.
    void with(std::uint64_t serial, std::move_only_function<void(Client&)> work);

    /// Who is left after the grace is let go; what they have asked has as long again.
    void close(std::chrono::milliseconds grace, std::function<void()> on_closed);

    // For whoever brings clients.

    /// None: there are too many, or the lane is closing.
    [[nodiscard]] Client* open(engineio::Transport transport, Origin origin);
    [[nodiscard]] Client* find(const SessionId& id);

    // For its clients.

    [[nodiscard]] const Config& config() const { return shared_.config; }
    [[nodiscard]] const engineio::SessionConfig& heartbeat() const { return heartbeat_; }
    [[nodiscard]] Application& application() { return shared_.application; }
    [[nodiscard]] Absences& absences() { return shared_.absences; }
    [[nodiscard]] Whereabouts& whereabouts() { return shared_.whereabouts; }
    [[nodiscard]] Totals& totals() { return shared_.totals; }
    [[nodiscard]] net::EpollSet& sockets() { return sockets_; }
    [[nodiscard]] MonoTime now() const { return thread_.now(); }
    [[nodiscard]] std::span<std::byte> inbox() { return inbox_; }
    [[nodiscard]] const SharedWrites& shared_writes() const { return shared_writes_; }
    void count_bytes(std::size_t sent) { untold_bytes_ += sent; }

    /// The topic, with all that has been published up to now.
    [[nodiscard]] Followed& topic(const Topic& name);

    void release(Followed& topic);

    /// A number up to which everything is in the logs of all lanes, or about to be.
    [[nodiscard]] Number heard_by_all() const;

    void begin_following(Client& client, Feed::Follow follow);
    void stop_following(Client& client, std::size_t index);

    /// It has something to write, which goes out with what others have.
    void schedule_flush(Client& client);

    /// It has read enough for one turn.
    void schedule_reading(const Client& client);

    /// False: nothing is begun any more.
    [[nodiscard]] bool spawn(net::TaskGroup::Task task);

    /// The client is over at once, and destroyed when nothing of it runs any more.
    void end(Client& client, End why);

    /// Nothing of a client runs any more.
    void schedule_burial();

private:
    void take_news();
    void schedule_pass();
    void pass();
    void pass_over(Followed& topic);
    void tell_totals();
    void check_clients();
    void bury();
    void say_goodbye();
    void finish_closing();

    net::IoThread& thread_;
    Shared shared_;
    engineio::SessionConfig heartbeat_;
    net::EpollSet sockets_;
    net::TaskGroup tasks_;
    Topics topics_;
    Rests rests_;
    SharedWrites shared_writes_;
    std::unordered_map<std::uint64_t, std::unique_ptr<Client>> clients_;  // By serial.
    std::vector<std::unique_ptr<Client>> departed_;
    std::vector<std::uint64_t> unflushed_;
    std::vector<std::byte> inbox_;
    std::unique_ptr<Wake> check_wake_;
    std::unique_ptr<Wake> close_wake_;
    std::unique_ptr<Wake> pass_wake_;    // While it rests, and something waits for the end of that.
    std::chrono::milliseconds grace_{};  // Of closing.
    std::function<void()> on_closed_;    // Set while closing.
    Number heard_ = 0;                   // The newest that is in the logs.
    std::uint64_t untold_bytes_ = 0;
    bool pass_scheduled_ = false;
    bool burial_scheduled_ = false;
    bool closed_ = false;   // Nobody comes any more.
    bool joining_ = false;  // Nothing is begun any more.

    std::mutex arriving_;  // Of the vector alone.
    std::vector<EditionPtr> arrived_;
};

}  // namespace freshet::sockets
