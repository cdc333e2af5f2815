#include "live/hub.hpp"

#include "base/names.hpp"
#include "live/error.hpp"

namespace freshet::live {

namespace {

// How many ended streams are remembered; ids rise, so the oldest are forgotten first.
constexpr std::size_t over_max = 1024;

}  // namespace

Hub::Hub(Stream::Config config, Observer& observer, Stream::WallClock wall_clock)
    : config_(config), observer_(observer), wall_clock_(std::move(wall_clock)) {}

Hub::~Hub() = default;

void Hub::add_resident(std::string name, Resident make) {
    residents_.emplace_back(std::move(name), std::move(make));
}

Result<Publication> Hub::publish(Broadcast broadcast, Loop& loop, Stream::Evict evict) {
    const auto stream = open(std::move(broadcast), loop);
    if (!stream) return fail(Errc::broadcast_over);

    auto claim = stream->claim(loop, std::move(evict));
    if (!claim) return std::unexpected(claim.error());
    return Publication(stream, *claim);
}

/// The stream of this broadcast, made on the caller's thread when it is not there.
std::shared_ptr<Stream> Hub::open(Broadcast&& broadcast, Loop& loop) {
    const std::lock_guard lock(mutex_);
    if (const auto known = streams_.find(broadcast.id); known != streams_.end())
        return known->second;
    if (over_.contains(broadcast.id)) return nullptr;

    auto stream = std::make_shared<Stream>(broadcast, config_, loop, observer_, wall_clock_);
    for (const auto& [name, make] : residents_) {
        stream->home_replica().output(name, [&] { return make(stream->broadcast()); });
    }
    stream->on_ended = [this, raw = stream.get()] { close(*raw); };
    streams_.emplace(broadcast.id, stream);
    by_handle_.insert_or_assign(broadcast.handle, broadcast.id);
    by_channel_.insert_or_assign(broadcast.channel, broadcast.id);
    return stream;
}

void Hub::close(const Stream& stream) {
    const std::lock_guard lock(mutex_);
    const auto& broadcast = stream.broadcast();
    const auto by_handle = by_handle_.find(broadcast.handle);
    if (by_handle != by_handle_.end() && by_handle->second == broadcast.id)
        by_handle_.erase(by_handle);
    const auto by_channel = by_channel_.find(broadcast.channel);
    if (by_channel != by_channel_.end() && by_channel->second == broadcast.id)
        by_channel_.erase(by_channel);
    over_.insert(broadcast.id);
    if (over_.size() > over_max) over_.erase(over_.begin());
    if (const auto known = streams_.find(broadcast.id); known != streams_.end()) {
        bytes_of_ended_ += stream.bytes();
        // The stream is in the middle of a call of its own: it lives on to its loop's next turn.
        stream.home().post([last = std::move(known->second)] {});
        streams_.erase(known);
    }
}

std::shared_ptr<Stream> Hub::find(std::string_view handle_or_id) const {
    const std::lock_guard lock(mutex_);
    auto id = StreamId::parse(handle_or_id);
    const auto by_handle = by_handle_.find(to_lower_ascii(handle_or_id));
    if (by_handle != by_handle_.end()) {
        id = by_handle->second;
    }
    return id ? find_locked(*id) : nullptr;
}

std::shared_ptr<Stream> Hub::find(StreamId id) const {
    const std::lock_guard lock(mutex_);
    return find_locked(id);
}

std::shared_ptr<Stream> Hub::find(ChannelId channel) const {
    const std::lock_guard lock(mutex_);
    const auto known = by_channel_.find(channel);
    return known == by_channel_.end() ? nullptr : find_locked(known->second);
}

std::shared_ptr<Stream> Hub::find_locked(StreamId id) const {
    const auto known = streams_.find(id);
    return known == streams_.end() ? nullptr : known->second;
}

std::vector<std::shared_ptr<Stream>> Hub::on_air() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<Stream>> streams;
    streams.reserve(streams_.size());
    for (const auto& [id, stream] : streams_) streams.push_back(stream);
    return streams;
}

std::uint64_t Hub::received_bytes() const {
    const std::lock_guard lock(mutex_);
    auto sum = bytes_of_ended_;
    for (const auto& [id, stream] : streams_) sum += stream->bytes();
    return sum;
}

void Hub::end_all() {
    for (const auto& stream : on_air()) {
        stream->home().post([stream] { stream->end(EndReason::shutdown); });
    }
}

void Hub::stop(ChannelId channel) {
    for (const auto& stream : on_air()) {
        if (stream->broadcast().channel != channel) continue;
        stream->home().post([stream] { stream->end(EndReason::stopped); });
    }
}

void Hub::stop(StreamId id) {
    const auto stream = find(id);
    if (stream) stream->home().post([stream] { stream->end(EndReason::stopped); });
}

}  // namespace freshet::live
