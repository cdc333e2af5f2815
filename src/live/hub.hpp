#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "live/publication.hpp"
#include "live/stream.hpp"

namespace freshet::live {

/// Every stream on air. Its directory is guarded and may be asked from any thread; a stream itself
/// lives on its home thread. Outlives all publications and viewers.
class Hub {
public:
    /// An output that every stream has from its beginning, on its home thread: the packager.
    using Resident = std::function<std::unique_ptr<Output>(const Broadcast&)>;

    Hub(Stream::Config config, Observer& observer, Stream::WallClock wall_clock);
    ~Hub();

    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    /// Before the first publication.
    void add_resident(std::string name, Resident make);

    /// Begins or continues a broadcast for a publisher on `loop`, which is the caller's. `evict` is
    /// run there when another takes over or the broadcast is stopped: the publisher is to go.
    /// Refuses as Stream::claim does.
    Result<Publication> publish(Broadcast broadcast, Loop& loop, Stream::Evict evict);

    /// By handle or stream id, in either case; null when that is not on air.
    [[nodiscard]] std::shared_ptr<Stream> find(std::string_view handle_or_id) const;
    [[nodiscard]] std::shared_ptr<Stream> find(StreamId id) const;

    /// What the channel has on air.
    [[nodiscard]] std::shared_ptr<Stream> find(ChannelId channel) const;

    [[nodiscard]] std::vector<std::shared_ptr<Stream>> on_air() const;

    /// Of all media since the program's start.
    [[nodiscard]] std::uint64_t received_bytes() const;

    /// Ends every broadcast: the program stops.
    void end_all();

    /// Ends the channel's broadcast and sends its publisher away.
    void stop(ChannelId channel);

    /// The same for one broadcast.
    void stop(StreamId id);

private:
    std::shared_ptr<Stream> open(Broadcast&& broadcast, Loop& loop);
    void close(const Stream& stream);
    [[nodiscard]] std::shared_ptr<Stream> find_locked(StreamId id) const;

    const Stream::Config config_;
    Observer& observer_;
    const Stream::WallClock wall_clock_;
    std::vector<std::pair<std::string, Resident>> residents_;

    mutable std::mutex mutex_;
    std::map<StreamId, std::shared_ptr<Stream>> streams_;
    std::map<std::string, StreamId, std::less<>> by_handle_;
    std::map<ChannelId, StreamId> by_channel_;  // The newest of each.
    std::uint64_t bytes_of_ended_ = 0;
    std::set<StreamId> over_;  // The newest ones that have ended: their rows may not say so yet.
};

}  // namespace freshet::live
