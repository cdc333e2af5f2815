#include <utility>

#include <boost/asio/error.hpp>

#include "serve/sockets/client.hpp"
#include "serve/sockets/lane.hpp"
#include "serve/sockets/plain_request.hpp"
#include "wire/engineio/error.hpp"
#include "wire/socketio/error.hpp"
#include "wire/socketio/packet_writer.hpp"

namespace freshet::sockets {

namespace {

// Of one client, before others have their turn.
constexpr int messages_a_turn = 256;

constexpr std::string_view unknown_namespace = "Invalid namespace";

}  // namespace

bool Client::has_room() const {
    return !is_over_ && (!asked_ || asked_->size() < lane_.config().limits.requests_max);
}

/// Reads what has come by all of its transports, as far as there is room for what it asks.
void Client::read_on() {
    if (is_over_ || std::exchange(is_reading_, true)) return;
    if (probe_) read_probe();
    if (!is_over_ && polling_) read_posted();
    if (!is_over_ && web_socket_) read_web_socket();
    is_reading_ = false;
}

void Client::read_posted() {
    while (!is_over_ && polling_ && polling_->posted) {
        if (!has_room()) return;
        const auto packet = polling_->posted->reader.next();
        if (!packet) return end(End::broke_protocol);
        if (*packet) {
            take(**packet);
        } else {
            auto done = std::exchange(polling_->posted, nullptr);
            done->reply(posted());
        }
    }
}

void Client::read_web_socket() {
    for (int left = messages_a_turn; has_room(); --left) {
        if (left == 0) return lane_.schedule_reading(*this);
        const auto message = web_socket_->next(lane_.inbox());
        if (!message) return break_off(message.error());
        if (!*message) return;
        take(**message);
    }
}

/// Engine.IO v4, "Upgrade": until it has proved to work it may say two things.
void Client::read_probe() {
    while (probe_) {
        const auto message = probe_->socket->next(lane_.inbox());
        if (!message) return end_probe();
        if (!*message) return;
        if ((*message)->opcode == websocket::Opcode::ping ||
            (*message)->opcode == websocket::Opcode::pong)
            continue;
        const auto packet = engineio::read_packet((*message)->opcode, (*message)->payload);
        if (!packet) return end_probe();
        const auto act = session_.hear_probe(*packet);
        if (!act) return end_probe();
        if (*act == engineio::Session::Act::change_transport) return change_transport();
        probe_->feed.say(engineio::wrap(engineio::probe_answer).frame.bytes());
        write_probe();
        if (polling_) release_poll(engineio::noop_packet);
    }
}

void Client::change_transport() {
    release_poll(engineio::noop_packet);
    // Clients let their requests come to an end before.
    if (polling_->posted) polling_->posted->reply(refused(Refusal::bad_request));
    count(-1);
    polling_.reset();
    web_socket_ = std::move(probe_->socket);
    place_ = std::move(probe_->place);
    feed_.say_first(probe_->feed);
    probe_.reset();
    count(1);
    lane_.schedule_flush(*this);
}

void Client::end_probe() {
    session_.end_probe();
    if (!probe_) return;
    probe_->socket->close();
    lane_.sockets().bury(std::move(probe_->socket));
    probe_.reset();
}

void Client::take(const websocket::Message& message) {
    using enum websocket::Opcode;
    if (message.opcode == close) {
        Bytes answer;
        websocket::append_close(answer, websocket::CloseCode::normal);
        return close_as(End::left, answer);
    }
    if (closing_) return;
    if (message.opcode == ping) {
        Bytes pong_frame;
        websocket::append_frame(pong_frame, pong, message.payload);
        return say(pong_frame);
    }
    if (message.opcode == pong) {
        if (guest_.is_plain) take(engineio::Packet{.type = engineio::PacketType::pong});
        return;
    }
    if (guest_.is_plain) {
        if (message.opcode == text) return take_plain(as_text(message.payload));
        return break_off(make_error_code(engineio::Errc::unknown_packet));
    }
    const auto packet = engineio::read_packet(message.opcode, message.payload);
    if (!packet) return break_off(packet.error());
    take(*packet);
}

void Client::take(const engineio::Packet& packet) {
    if (closing_) return;
    const auto act = session_.hear(packet, lane_.now());
    if (!act) return break_off(act.error());
    if (*act == engineio::Session::Act::close) return end(End::left);
    if (*act != engineio::Session::Act::give) return;

    auto whole = packet.is_binary ? packets_->read(packet.data) : packets_->read(packet.text());
    if (!whole) return break_off(whole.error());
    if (*whole) take(std::move(**whole));
}

void Client::take(socketio::Packet packet) {
    using enum socketio::PacketType;
    if (packet.nsp != socketio::main_namespace) {
        if (packet.type != connect)
            return break_off(make_error_code(socketio::Errc::bad_namespace));
        return say(
            socketio::connect_error_packet({.nsp = packet.nsp, .message = unknown_namespace}));
    }
    switch (packet.type) {
        case connect:
            return ask({.kind = Asked::Kind::connect,
                        .request = {.event = {}, .data = std::move(packet.data), .ack = {}}});
        case disconnect: return ask({.kind = Asked::Kind::disconnect, .request = {}});
        case event:
            return ask({.kind = Asked::Kind::event,
                        .request = {.event = std::move(packet.event),
                                    .data = packet.arguments.empty()
                                                ? std::string()
                                                : without_binary(packet.arguments.front()),
                                    .ack = packet.ack}});
        case ack: return;  // Nobody has asked it for one.
        case connect_error: return break_off(make_error_code(socketio::Errc::unknown_packet));
    }
}

void Client::take_plain(std::string_view text) {
    auto request = read_plain_request(text);
    if (!request) return break_off(request.error());
    ask({.kind = Asked::Kind::event, .request = std::move(*request)});
}

/// The client has left, or says what nobody understands.
void Client::break_off(ErrorCode error) {
    const bool has_left = error.category() == boost::asio::error::get_misc_category() ||
                          error.category() == boost::system::system_category();
    if (has_left) return end(closing_.value_or(End::left));
    if (polling_) return end(End::broke_protocol);
    close_as(End::broke_protocol, websocket::close_code(error), {});
}

}  // namespace freshet::sockets
