#include "wire/socketio/packet_writer.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/json.hpp"

namespace freshet::socketio {

namespace {

// An Engine.IO message, and the type of a Socket.IO packet.
constexpr std::string_view connect = "40";
constexpr std::string_view disconnect = "41";
constexpr std::string_view event_type = "42";
constexpr std::string_view ack = "43";
constexpr std::string_view connect_error = "44";

constexpr std::size_t syntax_bytes = 32;  // Quotes, brackets, digits: enough for most packets.

}  // namespace

engineio::Wrapped event_packet(const EventText& event) {
    engineio::Wrapper wrapper(event.name.size() + event.data.size() + event.offset.size() +
                              syntax_bytes);
    auto& packet = wrapper.packet();
    packet += event_type;
    packet += '[';
    json::write_text(packet, event.name);
    if (!event.data.empty()) (packet += ',') += event.data;
    if (!event.offset.empty()) json::write_text(packet += ',', event.offset);
    packet += ']';
    return std::move(wrapper).finish();
}

engineio::Wrapped ack_packet(std::uint64_t id, std::string_view data) {
    engineio::Wrapper wrapper(data.size() + syntax_bytes);
    wrapper.packet().append(ack).append(fmt::format_int(id).str()).append("[");
    wrapper.packet().append(data).append("]");
    return std::move(wrapper).finish();
}

engineio::Wrapped connect_packet(const Welcome& welcome) {
    engineio::Wrapper wrapper(welcome.sid.size() + welcome.pid.size() + syntax_bytes);
    auto& packet = wrapper.packet();
    packet += connect;
    json::write_text(packet += R"({"sid":)", welcome.sid);
    json::write_text(packet += R"(,"pid":)", welcome.pid);
    packet += '}';
    return std::move(wrapper).finish();
}

engineio::Wrapped connect_error_packet(const Refusal& refusal) {
    engineio::Wrapper wrapper(refusal.nsp.size() + refusal.message.size() + refusal.data.size() +
                              syntax_bytes);
    auto& packet = wrapper.packet();
    packet += connect_error;
    if (refusal.nsp != main_namespace) (packet += refusal.nsp) += ',';
    json::write_text(packet += R"({"message":)", refusal.message);
    if (!refusal.data.empty()) (packet += R"(,"data":)") += refusal.data;
    packet += '}';
    return std::move(wrapper).finish();
}

engineio::Wrapped disconnect_packet() { return engineio::wrap(disconnect); }

}  // namespace freshet::socketio
