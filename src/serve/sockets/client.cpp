#include "serve/sockets/client.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/log.hpp"
#include "serve/sockets/lane.hpp"
#include "wire/socketio/packet_writer.hpp"

namespace freshet::sockets {

namespace {

// One gathered write lists at most this many frames; the kernel's own limit is IOV_MAX, 1024.
constexpr std::size_t places_max = 256;

/// Whether the client may go on later as if it had never been lost.
bool may_come_back(End why) {
    switch (why) {
        case End::left:
        case End::silent:
        case End::too_slow:
        case End::overwhelmed: return true;
        case End::fell_behind:
        case End::broke_protocol:
        case End::refused:
        case End::dismissed:
        case End::failed:
        case End::shutdown: return false;
    }
    return false;
}

}  // namespace

Client::Client(Lane& lane, const SessionId& id, engineio::Transport transport, Origin origin)
    : lane_(lane),
      id_(id),
      session_(lane.heartbeat(), transport, lane.now()),
      guest_(std::move(origin.guest)),
      place_(std::move(origin.place)),
      until_(lane.now() + lane.config().limits.connect_max) {
    if (transport == engineio::Transport::polling) polling_ = std::make_unique<Polling>();
    if (!guest_.is_plain) packets_ = std::make_unique<socketio::PacketReader>();
    count(1);
}

Client::~Client() = default;

std::string Client::opening() const {
    const auto sid = to_string(id_);
    const auto& config = lane_.config();
    return engineio::open_packet({.sid = sid,
                                  .may_upgrade = is_polling(),
                                  .ping_interval = config.ping_interval,
                                  .ping_timeout = config.ping_timeout,
                                  .payload_bytes_max = config.limits.payload_bytes_max});
}

void Client::begin_web_socket(Arrival arrival) {
    feed_.say(arrival.greeting);
    web_socket_ = std::make_unique<WebSocket>(*this, lane_.sockets(), std::move(arrival.socket),
                                              lane_.config().limits.message_bytes_max);
    web_socket_->feed(arrival.unread);
    if (!web_socket_->watch()) return end(End::left);
    if (guest_.is_plain) {
        ask({.kind = Asked::Kind::connect});
    } else {
        say(engineio::wrap(opening()));
    }
    if (!is_over_) lane_.schedule_flush(*this);
    if (!is_over_) read_on();
}

void Client::poll(Reply reply) {
    if (!polling_) return reply(refused(Refusal::bad_request));
    if (polling_->waiting) {
        // Engine.IO v4: two requests at once mean that the client has lost the thread.
        reply(refused(Refusal::bad_request));
        return end(End::broke_protocol);
    }
    polling_->waiting = std::move(reply);
    answer_poll();
}

void Client::post(std::string body, Reply reply) {
    if (!polling_) return reply(refused(Refusal::bad_request));
    if (polling_->posted) {
        reply(refused(Refusal::bad_request));
        return end(End::broke_protocol);
    }
    polling_->posted = std::make_unique<Posted>(std::move(body), std::move(reply));
    read_on();
}

bool Client::begin_probe() { return !closing_ && session_.begin_probe(lane_.now()); }

void Client::probe(Arrival arrival, std::shared_ptr<const void> place) {
    if (!session_.is_probing() || probe_) return;  // It took too long to arrive.
    probe_ = std::make_unique<Probe>();
    probe_->place = std::move(place);
    probe_->feed.say(arrival.greeting);
    probe_->socket = std::make_unique<WebSocket>(*this, lane_.sockets(), std::move(arrival.socket),
                                                 lane_.config().limits.message_bytes_max);
    probe_->socket->feed(arrival.unread);
    if (!probe_->socket->watch()) return end_probe();
    write_probe();
    read_on();
}

void Client::follow(const Topic& name, Dialect dialect, Number after) {
    auto& topic = lane_.topic(name);
    const auto known = std::ranges::find(feed_.follows(), &topic, &Feed::Follow::topic);
    if (known != feed_.follows().end()) {
        known->dialect = dialect;
        return;
    }
    const auto next = topic.log.after(after, dialect);
    if (!next) {
        lane_.release(topic);
        return end(End::fell_behind);
    }
    lane_.begin_following(*this,
                          {.topic = &topic, .next = *next, .since = after, .dialect = dialect});
    lane_.schedule_flush(*this);
}

void Client::unfollow(const Topic& name) {
    const auto& follows = feed_.follows();
    const auto found = std::ranges::find_if(
        follows, [&](const auto& follow) { return *follow.topic->name == name; });
    if (found == follows.end()) return;
    lane_.stop_following(*this, static_cast<std::size_t>(found - follows.begin()));
}

void Client::tell(const Event& event) {
    if (!conversation_ && !is_opening_) return;
    const auto text = guest_.is_plain
                          ? plain_event(event)
                          : socketio::event_packet({.name = event.name, .data = event.data});
    if (conversation_) return say(text);
    append(early_words_, text.frame.bytes());
}

void Client::acknowledge(std::uint64_t ack, std::string_view data) {
    if (!conversation_) return;
    say(guest_.is_plain ? plain_ack(ack, data) : socketio::ack_packet(ack, data));
}

void Client::dismiss() {
    if (!guest_.is_plain) say(socketio::disconnect_packet());
    close_as(End::dismissed, websocket::CloseCode::normal, {});
}

/// A client that is not told to leave for good comes back by itself, to whoever runs then.
void Client::say_goodbye() { close_as(End::shutdown, websocket::CloseCode::going_away, {}); }

void Client::check(MonoTime now) {
    const auto& limits = lane_.config().limits;
    const auto blocked_since = web_socket_ ? web_socket_->blocked_since() : std::nullopt;
    if (blocked_since && now - *blocked_since >= limits.stall_max) return end(End::too_slow);
    if (closing_) {
        if (now >= until_) end(*closing_);
        return;
    }
    const bool has_connected = conversation_ || is_conversing_;
    if (!has_connected && now >= until_) return end(End::silent);

    while (now >= session_.deadline()) {
        const auto due = session_.on_time(now);
        if (!due) return end(End::silent);
        if (*due == engineio::Session::Due::end_of_probe) end_probe();
        if (*due == engineio::Session::Due::ping) ping();
    }
}

void Client::ping() {
    if (!guest_.is_plain) return say(engineio::wrap(engineio::ping_packet));
    Bytes frame;
    websocket::append_frame(frame, websocket::Opcode::ping, {});
    say(frame);
}

void Client::say(ByteSpan frames) {
    if (closing_) return;
    feed_.say(frames);
    lane_.schedule_flush(*this);
}

void Client::flush() {
    if (is_over_) return;
    if (!feed_.settle()) return end(End::fell_behind);
    if (polling_) {
        answer_poll();
    } else if (!web_socket_->blocked_since()) {
        write();
    }
    // Much at once is none of its fault: what counts is what it has been offered and did not take.
    const bool is_too_much = feed_.unsent_bytes() > lane_.config().limits.unsent_bytes_max;
    if (!is_over_ && is_too_much) end(End::overwhelmed);
}

void Client::write() {
    while (true) {
        if (!feed_.settle()) return end(End::fell_behind);
        if (feed_.is_done()) break;
        const auto sent = send();
        if (!sent) return end(End::left);
        if (*sent == 0) return;
        lane_.count_bytes(*sent);
    }
    if (closing_) end(*closing_);
}

Result<std::size_t> Client::send() {
    auto* const follow = feed_.only_news();
    const auto* same =
        follow ? lane_.shared_writes().find(*follow->topic, follow->dialect, follow->next)
               : nullptr;
    if (same) {
        const auto sent = web_socket_->send(same->places, lane_.now());
        if (sent && *sent == same->size_bytes) {
            follow->next = same->to;
        } else if (sent) {
            feed_.advance(*sent);
        }
        return sent;
    }
    std::array<iovec, places_max> places;
    const auto used = feed_.gather(places);
    const auto sent = web_socket_->send(std::span(places).first(used), lane_.now());
    if (sent) feed_.advance(*sent);
    return sent;
}

void Client::write_probe() {
    std::array<iovec, 2> places;
    while (!probe_->feed.is_done()) {
        const auto used = probe_->feed.gather(places);
        const auto sent = probe_->socket->send(std::span(places).first(used), lane_.now());
        if (!sent) return end_probe();
        if (*sent == 0) return;
        probe_->feed.advance(*sent);
        lane_.count_bytes(*sent);
    }
}

void Client::answer_poll() {
    if (!polling_->waiting) return;
    if (!feed_.settle()) return end(End::fell_behind);
    std::string payload;
    feed_.take_packets(payload, lane_.config().limits.answer_bytes_max);
    if (payload.empty() && session_.hurries_polls()) payload = engineio::noop_packet;
    if (payload.empty()) return;
    lane_.count_bytes(payload.size());
    std::exchange(polling_->waiting, nullptr)({.body = std::move(payload)});
    if (closing_ && feed_.is_done()) end(*closing_);
}

void Client::on_writable() {
    if (probe_ && probe_->socket->blocked_since()) {
        probe_->socket->unblock();
        write_probe();
    }
    if (is_over_ || !web_socket_ || !web_socket_->blocked_since()) return;
    web_socket_->unblock();
    write();
}

void Client::on_readable() { read_on(); }

void Client::on_gone(const WebSocket& socket) {
    if (probe_ && probe_->socket.get() == &socket) return end_probe();
    end(End::left);
}

void Client::close_as(End why, ByteSpan last_words) {
    if (closing_ || is_over_) return;
    feed_.say(last_words);
    feed_.give_news(false);
    closing_ = why;
    if (why != End::left) asked_.reset();
    until_ = lane_.now() + lane_.config().limits.close_max;
    lane_.schedule_flush(*this);
}

void Client::close_as(End why, websocket::CloseCode code, std::string_view reason) {
    if (polling_) return close_as(why, engineio::wrap(engineio::close_packet).frame.bytes());
    Bytes frame;
    websocket::append_close(frame, code, reason);
    close_as(why, frame);
}

void Client::end(End why) {
    if (!is_over_) lane_.end(*this, why);
}

void Client::depart(End why) {
    is_over_ = true;
    const bool is_welcome = conversation_ && !guest_.is_plain;
    // Who is being let go for another reason leaves for that one.
    why = closing_.value_or(why);
    count(-1);
    ++lane_.totals().ended.at(static_cast<std::size_t>(why));
    log::debug("sockets", "ended why={} peer={}", to_string(why), guest_.peer_ip);
    if (conversation_) conversation_->lose_client(why);
    if (is_welcome && may_come_back(why)) keep_absence();
    leave_pid();
    // What it had asked before it left is heard; what could not be understood, or may not be, is
    // not.
    if (why != End::left) asked_.reset();
    stop_following();
    if (polling_) {
        // Engine.IO v4: who says goodbye is told nothing more, anybody else that it is over.
        release_poll(why == End::left ? engineio::noop_packet : engineio::close_packet);
        if (polling_->posted) {
            polling_->posted->reply(why == End::left ? posted() : refused(Refusal::bad_request));
        }
    }
    end_probe();
    if (web_socket_) web_socket_->close();
}

void Client::release_poll(std::string_view packet) {
    if (!polling_->waiting) return;
    std::exchange(polling_->waiting, nullptr)({.body = std::string(packet)});
}

void Client::stop_following() {
    while (!feed_.follows().empty()) {
        lane_.stop_following(*this, feed_.follows().size() - 1);
    }
}

void Client::count(int change) {
    auto& totals = lane_.totals();
    auto& now = guest_.is_plain ? totals.plain : polling_ ? totals.polling : totals.web_sockets;
    now += change;
}

void Client::leave_pid() {
    if (!pid_.empty()) lane_.whereabouts().remove(pid_, {.lane = &lane_, .serial = id_.serial()});
}

void Client::keep_absence() {
    auto memory = conversation_->memory();
    if (!memory) return;
    Absence absence{.sid = sid_,
                    .pid = pid_,
                    .memory = std::move(memory),
                    .follows = {},
                    .head = lane_.heard_by_all()};
    for (const auto& follow : feed_.follows()) {
        if (!absence.memory->keeps(*follow.topic->name)) continue;
        absence.follows.push_back({.topic = *follow.topic->name,
                                   .dialect = follow.dialect,
                                   .since = follow.since,
                                   .newest = follow.topic->log.newest(follow.dialect)});
    }
    lane_.absences().keep(std::move(absence), lane_.now());
}

}  // namespace freshet::sockets
