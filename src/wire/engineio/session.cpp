#include "wire/engineio/session.hpp"

#include <algorithm>

#include "wire/engineio/error.hpp"

namespace freshet::engineio {

namespace {

constexpr std::string_view probe = "probe";

bool is_text(const Packet& packet, PacketType type, std::string_view data) {
    return packet.type == type && !packet.is_binary && packet.text() == data;
}

}  // namespace

Session::Session(const Config& config, Transport transport, MonoTime now)
    : config_(&config), heartbeat_due_(now + config.ping_interval), transport_(transport) {}

Result<Session::Act> Session::hear(const Packet& packet, MonoTime now) {
    switch (packet.type) {
        case PacketType::message: return Act::give;
        case PacketType::pong:
            awaits_pong_ = false;
            heartbeat_due_ = now + config_->ping_interval;
            return Act::nothing;
        case PacketType::close: return Act::close;
        case PacketType::noop: return Act::nothing;
        case PacketType::upgrade:  // Of a WebSocket that probes, and of no other.
        case PacketType::open:
        case PacketType::ping: return fail(Errc::wrong_direction);
    }
    return fail(Errc::unknown_packet);
}

bool Session::begin_probe(MonoTime now) {
    if (transport_ != Transport::polling || is_probing()) return false;
    probe_ = Probe::begun;
    probe_due_ = now + config_->probe_timeout;
    return true;
}

Result<Session::Act> Session::hear_probe(const Packet& packet) {
    if (probe_ == Probe::begun && is_text(packet, PacketType::ping, probe)) {
        probe_ = Probe::answered;
        return Act::answer_probe;
    }
    if (probe_ == Probe::answered && is_text(packet, PacketType::upgrade, "")) {
        probe_ = Probe::none;
        transport_ = Transport::websocket;
        return Act::change_transport;
    }
    end_probe();
    return fail(Errc::bad_probe);
}

void Session::end_probe() { probe_ = Probe::none; }

MonoTime Session::deadline() const {
    return is_probing() ? std::min(heartbeat_due_, probe_due_) : heartbeat_due_;
}

Result<Session::Due> Session::on_time(MonoTime now) {
    if (is_probing() && now >= probe_due_) {
        end_probe();
        return Due::end_of_probe;
    }
    if (now < heartbeat_due_) return Due::nothing;
    if (awaits_pong_) return fail(Errc::pong_overdue);
    awaits_pong_ = true;
    heartbeat_due_ = now + config_->ping_timeout;
    return Due::ping;
}

}  // namespace freshet::engineio
