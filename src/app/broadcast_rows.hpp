#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

#include <boost/asio/awaitable.hpp>

#include "base/events.hpp"
#include "base/log.hpp"
#include "channels/broadcasts.hpp"
#include "live/hub.hpp"
#include "live/observer.hpp"
#include "net/io_threads.hpp"
#include "net/task_group.hpp"
#include "serve/api/live_directory.hpp"

namespace freshet::app {

/// Keeps the rows of broadcasts true to what is on air, tells the API what is on air, and everybody
/// when a broadcast begins and ends. Rows are written by tasks on one io thread, in the order of
/// events; while the database is away, what they are to say is kept, and streams go on. Outlives
/// the hub; `stop` is called before the io threads stop.
class BroadcastRows final : public live::Observer, public api::LiveDirectory {
public:
    struct Config {
        std::chrono::milliseconds round = std::chrono::seconds(5);  // From one to the next.
    };

    BroadcastRows(Config config, channels::Broadcasts& broadcasts, EventBus& events,
                  net::IoThread& thread);

    /// Before the first publish, on the rows' thread: streams that were on air when the program
    /// ended wait for their publishers.
    boost::asio::awaitable<void> recover();

    /// Writes signs of life from now on, and ends what has waited in vain. `each_round` is called
    /// every time.
    void start(live::Hub& hub, std::function<void()> each_round);

    /// Writes what is left to write, and waits for it. Not on an io thread.
    void stop();

    void went_live(const live::Broadcast& broadcast, bool returned) override;
    void lost_publisher(const live::Broadcast& broadcast) override;
    void ended(const live::Broadcast& broadcast, const live::Summary& summary) override;

    [[nodiscard]] std::optional<api::LiveNow> live_now(StreamId stream) const override;
    [[nodiscard]] std::optional<api::LiveNow> live_now(ChannelId channel) const override;
    void end_publish(ChannelId channel) override;
    void end_stream(StreamId stream) override;

private:
    boost::asio::awaitable<void> keep_signs_of_life(std::function<void()> each_round);
    boost::asio::awaitable<void> end_lost();
    boost::asio::awaitable<void> write_changes();
    boost::asio::awaitable<void> tell_started(StreamId id);
    boost::asio::awaitable<void> tell_ended(StreamId id, std::string reason);
    void publish_end(const channels::Stream& stream, std::string reason);
    boost::asio::awaitable<void> join();
    void write(std::string name, std::function<boost::asio::awaitable<void>()> task);

    /// What a row is to say; kept until it does. A later one of the same row takes its place.
    struct Change {
        channels::StreamStatus status;
        WallTime at;
        std::uint64_t number = 0;  // Rises from one to the next.
        std::string reason{};      // Of an end.
    };
    struct Noted {
        StreamId id;
        Change change;
    };
    void note(StreamId id, Change change);
    std::optional<Noted> next_change(std::uint64_t tried) const;
    boost::asio::awaitable<bool> try_to_write(Noted noted);

    Config config_;
    channels::Broadcasts& broadcasts_;
    EventBus& events_;
    net::IoThread& thread_;
    net::TaskGroup rounds_;
    net::TaskGroup writes_;
    live::Hub* hub_ = nullptr;  // Set by start, before the first request.

    struct Waiting {
        ChannelId channel;
        WallTime started_at;
    };
    mutable std::mutex mutex_;
    std::map<StreamId, Waiting> waiting_;  // Of an earlier run, still without publisher.
    std::map<StreamId, Change> changes_;   // Of rows that do not say it yet.
    std::uint64_t changes_noted_ = 0;
    bool is_writing_ = false;  // Of the rows' thread.
    log::Every unwritten_lines_{std::chrono::seconds(10)};
};

}  // namespace freshet::app
