#include "bench/viewer.hpp"

#include <algorithm>
#include <sys/epoll.h>

#include "bench/stamp.hpp"

namespace freshet::bench {

void Viewer::wake(MonoTime now) {
    joined_ = now;
    if (!connection_.open(audience_.url.port)) return leave();
    audience_.crowd.watch(connection_.fd(), EPOLLOUT, *this);
}

void Viewer::ready(std::uint32_t, MonoTime now) {
    if (!connected_) {
        begin_talk();
    } else {
        read(now);
    }
}

void Viewer::begin_talk() {
    if (!connection_.has_connected()) return leave();
    connected_ = true;
    talk_ = start_watching(audience_.url);
    audience_.crowd.watch(connection_.fd(), EPOLLIN, *this);
    flush();
}

void Viewer::read(MonoTime now) {
    if (discards_ && first_frame_) {
        const auto count = connection_.discard();
        return count ? count_read(*count, now) : leave();
    }

    const auto count = connection_.read(audience_.inbox);
    if (!count) return leave();
    count_read(*count, now);
    talk_->feed(std::span(audience_.inbox).first(*count));
    while (const auto arrival = talk_->next()) take(*arrival, now);
    flush();
}

void Viewer::count_read(std::size_t bytes, MonoTime now) {
    if (bytes == 0) return;
    const auto& window = audience_.window;
    if (window.has(now)) tally_.wire_bytes += bytes;
    const auto silent_since = last_read_.value_or(joined_);
    tally_.silence = std::max(tally_.silence, window.overlap(silent_since, now));
    last_read_ = now;
}

void Viewer::take(const Arrival& arrival, MonoTime now) {
    if (!first_frame_ && arrival.is_keyframe()) {
        first_frame_ = now;
        audience_.first_frame.add(now - joined_);
    }
    if (!audience_.window.has(now)) return;

    const bool is_picture = arrival.type == 9 && arrival.is_coded();
    if (arrival.is_coded()) tally_.flv_bytes += 11 + arrival.body_bytes + 4;
    if (is_picture) ++tally_.frames;
    // What was published before this viewer had a picture came from the server's memory of the last
    // keyframe.
    const auto stamp = is_picture ? find_stamp(arrival.head) : std::nullopt;
    if (stamp && first_frame_ && *stamp >= *first_frame_) audience_.latency.add(now - *stamp);
}

void Viewer::flush() {
    if (talk_->is_over()) return leave();
    const auto output = talk_->take_output();
    if (!output.empty() && !connection_.write(output)) leave();
}

void Viewer::leave() {
    fate_ = first_frame_ ? Fate::lost : Fate::refused;
    connection_.close();
}

void Viewer::close_count() {
    const auto silent_since = last_read_.value_or(joined_);
    const auto silent = audience_.window.overlap(silent_since, audience_.window.to);
    tally_.silence = std::max(tally_.silence, silent);
}

}  // namespace freshet::bench
