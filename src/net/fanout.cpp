#include "net/fanout.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <utility>

#include "net/fanout_writer.hpp"

namespace freshet::net {

namespace {

// One gathered write lists at most this many pieces; the kernel's own limit is IOV_MAX, 1024.
constexpr std::size_t places_max = 256;

// How often viewers who take nothing, or may not stay, are looked for.
constexpr auto check_interval = std::chrono::seconds(1);

ssize_t send_gathered(int socket, std::span<const iovec> places) {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(places.data());
    message.msg_iovlen = places.size();
    return ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace

Fanout::Fanout(FanoutWriter& writer, FanoutTotals& totals, Config config,
               std::function<void()> on_empty)
    : writer_(writer),
      totals_(totals),
      config_(config),
      on_empty_(std::move(on_empty)),
      log_(config.log) {
    check_viewers();
}

Fanout::~Fanout() {
    alive_.reset();
    on_empty_ = nullptr;
    while (!viewers_.empty()) end(*viewers_.back(), ViewerEnd::shutdown);
}

void Fanout::append(ChunkPtr chunk, std::chrono::microseconds time) {
    if (finishing_ || chunk->size_bytes == 0) return;
    const CursorLog<ChunkPtr>::Mark mark{
        .size_bytes = chunk->size_bytes, .time = time, .start = chunk->start.has_value()};
    log_.append(std::move(chunk), mark);
    schedule_pass();
}

void Fanout::add(Descriptor socket, ByteSpan greeting, std::unique_ptr<ViewerSession> session) {
    const int unsent_max = writer_.limits_.unsent_bytes_max;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent_max, sizeof unsent_max);

    viewers_.push_back(std::make_unique<Viewer>(*this, std::move(socket), std::move(session)));
    auto& viewer = *viewers_.back();
    viewer.place = viewers_.size() - 1;
    ++totals_.viewers;
    viewer.cursor.say(greeting);
    if (!writer_.sockets_.watch(viewer, viewer.socket.get()))
        return end(viewer, ViewerEnd::shutdown);
    serve(viewer);
}

void Fanout::finish(Slice goodbye) {
    if (finishing_) return;
    // Who still waits for a start begins with the goodbye.
    std::optional<Chunk::Start> start;
    if (!log_.newest_start()) start = Chunk::Start();
    append(make_chunk({std::move(goodbye)}, std::move(start)), {});
    finishing_ = true;
    schedule_pass();
}

void Fanout::schedule_pass() {
    if (pass_scheduled_) return;
    pass_scheduled_ = true;
    const auto run = [this, alive = std::weak_ptr(alive_)] {
        if (alive.expired()) return;
        pass();
    };
    const auto now = writer_.loop_.now();
    if (now < next_pass_) {
        pass_wake_ = writer_.loop_.wake_at(next_pass_, run);
    } else {
        writer_.loop_.post(run);
    }
}

void Fanout::pass() {
    pass_scheduled_ = false;
    next_pass_ = writer_.loop_.now() + config_.merge;
    prepare_shared_write();
    // Backwards, since the last viewer takes the place of one that ends.
    for (auto left = viewers_.size(); left > 0; --left) {
        if (auto& viewer = *viewers_[left - 1]; !viewer.blocked) serve(viewer);
    }
    shared_.places.clear();
    tell_totals();
}

/// Lists the pieces that came since the last pass, once for all viewers who have had all before
/// them.
void Fanout::prepare_shared_write() {
    shared_.from = std::max(sent_to_, log_.tail());
    shared_.to = shared_.from;
    shared_.size_bytes = 0;
    for (; shared_.to < log_.head(); ++shared_.to) {
        const auto& chunk = *log_[shared_.to];
        if (shared_.places.size() + chunk.pieces.size() > places_max) break;
        for (const auto& piece : chunk.pieces) {
            if (piece.empty()) continue;
            shared_.places.push_back({const_cast<std::byte*>(piece.bytes().data()), piece.size()});
        }
        shared_.size_bytes += chunk.size_bytes;
    }
    sent_to_ = log_.head();
}

void Fanout::serve(Viewer& viewer) {
    if (const auto over = write(viewer)) end(viewer, *over);
}

/// Once a pass and not once a viewer: other threads look at these numbers.
void Fanout::tell_totals() {
    totals_.bytes.fetch_add(std::exchange(untold_bytes_, 0), std::memory_order_relaxed);
    totals_.jumps.fetch_add(std::exchange(untold_jumps_, 0), std::memory_order_relaxed);
}

std::optional<ViewerEnd> Fanout::write(Viewer& viewer) {
    bool took = false;
    while (true) {
        viewer.cursor.settle(log_);
        if (viewer.cursor.jumps() != viewer.counts.jumps) {
            untold_jumps_ += viewer.cursor.jumps() - viewer.counts.jumps;
            viewer.counts.jumps = viewer.cursor.jumps();
        }
        if (viewer.cursor.is_done(log_)) {
            viewer.blocked = false;
            if (viewer.closing) return viewer.closing;
            if (finishing_) return ViewerEnd::broadcast_ended;
            return std::nullopt;
        }

        const auto sent = send(viewer);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0 && errno == EAGAIN) {
            // The first refusal starts the clock; it starts anew whenever the viewer takes
            // something.
            if (took || !viewer.blocked) viewer.taken_at = writer_.loop_.now();
            viewer.blocked = true;
            return std::nullopt;
        }
        if (sent < 0) return ViewerEnd::left;
        viewer.counts.bytes += static_cast<std::uint64_t>(sent);
        untold_bytes_ += static_cast<std::uint64_t>(sent);
        took = true;
    }
}

ssize_t Fanout::send(Viewer& viewer) {
    const bool shares = !shared_.places.empty() && viewer.cursor.is_before(shared_.from);
    if (shares) {
        const auto sent = send_gathered(viewer.socket.get(), shared_.places);
        if (sent == static_cast<ssize_t>(shared_.size_bytes)) {
            viewer.cursor.skip_to(shared_.to);
        } else if (sent > 0) {
            viewer.cursor.advance(log_, static_cast<std::size_t>(sent));
        }
        return sent;
    }

    std::array<iovec, places_max> places;
    const auto used = viewer.cursor.gather(log_, places);
    const auto sent = send_gathered(viewer.socket.get(), std::span(places).first(used));
    if (sent > 0) viewer.cursor.advance(log_, static_cast<std::size_t>(sent));
    return sent;
}

void Fanout::hear(Viewer& viewer) {
    auto& inbox = writer_.inbox_;
    std::size_t heard = 0;
    while (true) {
        const auto size = ::recv(viewer.socket.get(), inbox.data(), inbox.size(), MSG_DONTWAIT);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0 && errno == EAGAIN) break;
        if (size <= 0) return end(viewer, ViewerEnd::left);
        heard += static_cast<std::size_t>(size);
        if (heard > writer_.limits_.input_bytes_max) return end(viewer, ViewerEnd::broke_protocol);

        const auto input = ByteSpan(inbox).first(static_cast<std::size_t>(size));
        const auto answer = viewer.session->hear(input);
        viewer.cursor.say(answer.bytes);
        if (answer.close) close_as(viewer, ViewerEnd::left);
        if (viewer.cursor.unsaid_bytes() > writer_.limits_.answer_bytes_max) {
            return end(viewer, ViewerEnd::broke_protocol);
        }
    }
    if (!viewer.blocked) serve(viewer);
}

void Fanout::check_viewers() {
    const auto now = writer_.loop_.now();
    const auto oldest = now - writer_.limits_.stall_max;
    for (auto left = viewers_.size(); left > 0; --left) {
        auto& viewer = *viewers_[left - 1];
        if (viewer.blocked && viewer.taken_at < oldest) {
            end(viewer, ViewerEnd::too_slow);
        } else if (!viewer.closing) {
            dismiss_if_asked(viewer);
        }
    }
    check_wake_ = writer_.loop_.wake_at(now + check_interval, [this] { check_viewers(); });
}

void Fanout::dismiss_if_asked(Viewer& viewer) {
    const auto last_words = viewer.session->dismissal();
    if (!last_words) return;
    viewer.cursor.say(*last_words);
    close_as(viewer, ViewerEnd::dismissed);
    if (!viewer.blocked) serve(viewer);
}

void Fanout::close_as(Viewer& viewer, ViewerEnd why) {
    viewer.cursor.leave();
    if (!viewer.closing) viewer.closing = why;
}

void Fanout::end(Viewer& viewer, ViewerEnd why) {
    auto gone = std::move(viewers_[viewer.place]);
    if (viewer.place + 1 < viewers_.size()) {
        viewers_[viewer.place] = std::move(viewers_.back());
        viewers_[viewer.place]->place = viewer.place;
    }
    viewers_.pop_back();

    --totals_.viewers;
    if (why == ViewerEnd::too_slow) ++totals_.let_go;
    writer_.sockets_.unwatch(*gone, gone->socket.get());
    gone->socket.reset();
    tell_totals();
    gone->session->ended(why, gone->counts);
    writer_.sockets_.bury(std::move(gone));
    if (viewers_.empty() && on_empty_) {
        writer_.loop_.post([this, alive = std::weak_ptr(alive_)] {
            if (alive.expired() || !viewers_.empty() || !on_empty_) return;
            const auto on_empty = on_empty_;  // It may destroy us, and with us itself.
            on_empty();
        });
    }
}

}  // namespace freshet::net
