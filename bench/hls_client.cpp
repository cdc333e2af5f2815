#include "bench/hls_client.hpp"

#include <algorithm>
#include <chrono>
#include <sys/epoll.h>

#include <fmt/format.h>

namespace freshet::bench {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t playlist_bytes_max = 1 << 20;
constexpr auto reconnect_after = 500ms;

}  // namespace

void HlsClient::wake(MonoTime now) {
    if (!joined_) joined_ = now;
    if (connection_.fd() < 0) {
        connect();
    } else if (connected_ && !fetch_) {
        fetch_next(now);
    }
}

void HlsClient::connect() {
    connected_ = false;
    if (!connection_.open(audience_.url.port)) return reconnect();
    audience_.crowd.watch(connection_.fd(), EPOLLOUT, *this);
}

void HlsClient::ready(std::uint32_t, MonoTime now) {
    if (connected_) return read(now);
    if (!connection_.has_connected()) return reconnect();
    connected_ = true;
    audience_.crowd.watch(connection_.fd(), EPOLLIN, *this);
    if (fetch_) {
        ask(now);
    } else {
        fetch_next(now);
    }
}

void HlsClient::fetch_next(MonoTime now) {
    fetch_ = player_.next(now);
    if (fetch_) {
        ask(now);
    } else {
        audience_.crowd.wake_at(player_.wake_at(), *this);
    }
}

void HlsClient::ask(MonoTime now) {
    answer_ = {};
    playlist_.clear();
    asked_ = now;
    const auto request = fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept: */*\r\n\r\n",
                                     fetch_->path, audience_.url.port);
    if (!connection_.write(request)) reconnect();
}

void HlsClient::read(MonoTime now) {
    const auto count = connection_.read(audience_.inbox);
    if (!count) return reconnect();
    auto input = ByteSpan(audience_.inbox).first(*count);
    const bool is_playlist = fetch_ && (fetch_->kind == HlsPlayer::Kind::master ||
                                        fetch_->kind == HlsPlayer::Kind::playlist);
    while (const auto run = answer_.take(input)) {
        if (audience_.window.has(now)) tally_.body_bytes += run->size();
        if (is_playlist && playlist_.size() < playlist_bytes_max) playlist_ += as_text(*run);
    }
    if (answer_.is_broken()) return reconnect();
    if (fetch_ && answer_.is_done()) finish(now);
}

void HlsClient::finish(MonoTime now) {
    const bool in_window = audience_.window.has(now);
    if (answer_.status() != 200) {
        ++tally_.errors;
    } else if (fetch_->kind == HlsPlayer::Kind::segment) {
        count_segment(now);
    } else if (fetch_->kind != HlsPlayer::Kind::init) {
        tally_.playlists += in_window ? 1 : 0;
        if (!player_.came(*fetch_, playlist_, now)) ++tally_.errors;
    }
    fetch_next(now);
}

void HlsClient::count_segment(MonoTime now) {
    const bool in_window = audience_.window.has(now);
    if (in_window) {
        ++tally_.segments;
        audience_.fetch.add(now - asked_);
    }
    if (fetch_->track != 0) return;
    if (!last_picture_) audience_.first_segment.add(now - *joined_);
    const auto since = last_picture_.value_or(*joined_);
    tally_.silence = std::max(tally_.silence, audience_.window.overlap(since, now));
    last_picture_ = now;
    if (in_window) tally_.picture_s += fetch_->seconds;
}

void HlsClient::reconnect() {
    ++tally_.reconnects;
    connection_.close();
    connected_ = false;
    audience_.crowd.wake_at(mono_now() + reconnect_after, *this);
}

bool HlsClient::has_stalled() {
    const auto since = last_picture_.value_or(joined_.value_or(audience_.window.start));
    const auto silent = audience_.window.overlap(since, audience_.window.to);
    return Seconds(std::max(tally_.silence, silent)).count() > 3 * player_.target_s();
}

}  // namespace freshet::bench
