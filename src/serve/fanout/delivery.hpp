#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "live/stream.hpp"
#include "net/fanout_writer.hpp"
#include "net/io_threads.hpp"
#include "serve/fanout/output.hpp"

namespace freshet::fanout {

/// Where protocols bring viewers of live streams: finds, on the viewer's io thread, the stream's
/// output in the viewer's dialect, and makes it for the first one. An output goes with its last
/// viewer. Outlives the hub's streams; `close` is called before the io threads stop.
class Delivery {
public:
    /// How long an address has to wait before it may start another viewing; nothing: not at all.
    /// Counts the asking.
    using Gate = std::function<std::optional<std::chrono::seconds>(std::string_view peer_ip)>;

    struct Config {
        net::FanoutWriter::Limits viewer = {};
        net::Fanout::Config log = {};
        Gate gate = {};  // Empty: nobody waits.
    };

    Delivery(net::IoThreads& threads, Config config);
    ~Delivery();

    Delivery(const Delivery&) = delete;
    Delivery& operator=(const Delivery&) = delete;

    /// From any thread.
    [[nodiscard]] std::optional<std::chrono::seconds> wait_before_start(
        std::string_view peer_ip) const {
        if (!config_.gate) return std::nullopt;
        return config_.gate(peer_ip);
    }

    struct Guest {
        net::Descriptor socket;  // Connected, non-blocking.
        Bytes greeting;          // Goes out at once.
        std::unique_ptr<net::ViewerSession> session;
    };

    /// Serves the guest from now on. On an io thread, the one on which it stays. A stream that has
    /// just ended lets the guest go at once.
    void add(const std::shared_ptr<live::Stream>& stream, const DialectKind& dialect, Guest guest);

    /// Calls back with every dialect's name and sums. From any thread.
    void each_total(
        const std::function<void(std::string_view, const net::FanoutTotals&)>& visit) const;

    /// Waits until the streams that have ended have told their viewers so; closes who is left after
    /// `grace`. Not on an io thread.
    void close(std::chrono::milliseconds grace);

private:
    /// A stream on one thread, and the dialects in which it has viewers there.
    struct Served {
        std::shared_ptr<live::Replica> replica;
        std::set<std::string, std::less<>> dialects;
    };

    /// What one io thread serves; touched on that thread alone.
    struct Lane {
        Lane(net::IoThread& thread, net::FanoutWriter::Limits limits);

        net::IoThread& thread;
        net::FanoutWriter writer;
        std::map<StreamId, Served> streams;
        std::function<void()> on_closed;  // Set while closing.
        std::unique_ptr<Wake> close_at;
    };

    std::unique_ptr<live::Output> make_output(Lane& lane, StreamId stream,
                                              const DialectKind& dialect);
    net::FanoutTotals& totals_of(std::string_view dialect);
    static void drop(Lane& lane, StreamId stream, const std::string& dialect);
    static void close(Lane& lane);

    Config config_;
    mutable std::mutex mutex_;                                      // Of the map alone.
    std::map<std::string, net::FanoutTotals, std::less<>> totals_;  // By dialect.
    std::vector<std::unique_ptr<Lane>> lanes_;                      // By IoThread::index.
};

}  // namespace freshet::fanout
