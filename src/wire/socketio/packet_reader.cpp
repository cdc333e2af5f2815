#include "wire/socketio/packet_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include "base/json_scanner.hpp"
#include "wire/socketio/error.hpp"

namespace freshet::socketio {

namespace {

using Limits = PacketReader::Limits;

// Socket.IO v5, "Packet encoding": the digits of the types that announce attachments.
constexpr char binary_event = '5';
constexpr char binary_ack = '6';

constexpr std::size_t count_digits_max = 4;
constexpr std::size_t ack_digits_max = 15;  // Exact in a JavaScript number.

/// Events that the libraries make themselves, and that nobody may send.
constexpr std::array<std::string_view, 6> reserved_events{
    "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"};

std::string_view take_digits(std::string_view& rest) {
    const auto digits = rest.substr(0, rest.find_first_not_of("0123456789"));
    rest.remove_prefix(digits.size());
    return digits;
}

std::uint64_t number(std::string_view digits) {
    std::uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool is_binary(char digit) { return digit == binary_event || digit == binary_ack; }

std::optional<PacketType> type_of(char digit) {
    if (digit == binary_event) return PacketType::event;
    if (digit == binary_ack) return PacketType::ack;
    if (digit < '0' || digit > '4') return std::nullopt;
    return static_cast<PacketType>(digit - '0');
}

/// How many attachments a binary packet announces: `2-`.
Result<std::size_t> take_attachment_count(std::string_view& rest, const Limits& limits) {
    const auto digits = take_digits(rest);
    if (digits.empty() || !rest.starts_with('-')) return fail(Errc::bad_attachment_count);
    rest.remove_prefix(1);
    const bool too_many =
        digits.size() > count_digits_max || number(digits) > limits.attachments_max;
    if (too_many) return fail(Errc::too_many_attachments);
    return number(digits);
}

/// `/custom,`: a packet that names no namespace is of the main one.
Result<std::string> take_namespace(std::string_view& rest, const Limits& limits) {
    if (!rest.starts_with('/')) return std::string(main_namespace);
    const auto nsp = rest.substr(0, rest.find(','));
    if (nsp.size() > limits.namespace_bytes_max) return fail(Errc::bad_namespace);
    rest.remove_prefix(std::min(nsp.size() + 1, rest.size()));
    return std::string(nsp);
}

Result<std::optional<std::uint64_t>> take_ack(std::string_view& rest) {
    const auto digits = take_digits(rest);
    if (digits.size() > ack_digits_max) return fail(Errc::bad_ack_id);
    if (digits.empty()) return std::nullopt;
    return number(digits);
}

/// The payload of what is neither an event nor an acknowledgement.
Result<std::string> read_data(PacketType type, std::string_view json, const Limits& limits) {
    if (type == PacketType::disconnect || (type == PacketType::connect && json.empty())) {
        if (!json.empty()) return fail(Errc::bad_payload);
        return std::string();
    }
    const auto kind = json::type_of(json);
    const bool may_be = kind == json::Type::object ||
                        (kind == json::Type::text && type == PacketType::connect_error);
    if (!may_be || !json::check(json, limits.depth_max)) return fail(Errc::bad_payload);
    return std::string(json);
}

/// An event's name is a text, or a number as JavaScript allows it.
Result<std::string> read_name(std::string_view json) {
    const auto kind = json::type_of(json);
    if (kind == json::Type::number) return std::string(json);
    if (kind != json::Type::text) return fail(Errc::bad_payload);
    auto name = json::unescape(json);
    if (std::ranges::find(reserved_events, name) != reserved_events.end())
        return fail(Errc::reserved_event);
    return name;
}

/// The payload of an event or an acknowledgement.
Result<void> read_arguments(Packet& packet, std::string_view json, const Limits& limits) {
    auto items =
        json::split_array(json, {.depth_max = limits.depth_max, .items_max = limits.arguments_max});
    if (!items) return fail(Errc::bad_payload);
    if (packet.type == PacketType::event) {
        if (items->empty()) return fail(Errc::bad_payload);
        auto name = read_name(items->front());
        if (!name) return std::unexpected(name.error());
        packet.event = *std::move(name);
        items->erase(items->begin());
    } else if (!packet.ack) {
        return fail(Errc::bad_ack_id);
    }
    packet.arguments.assign(items->begin(), items->end());
    return {};
}

/// Whether all placeholders within a value of JSON stand for attachments that there will be.
bool has_good_placeholders(std::string_view value, std::size_t attachments) {
    constexpr json::ScanLimits checked{.items_max = std::numeric_limits<std::size_t>::max()};
    const auto is_good = [&](std::string_view inner) {
        return has_good_placeholders(inner, attachments);
    };
    if (json::type_of(value) == json::Type::array)
        return std::ranges::all_of(*json::split_array(value, checked), is_good);
    if (json::type_of(value) != json::Type::object) return true;

    const auto members = *json::split_object(value, checked);
    std::string_view placeholder;
    std::string_view num;
    for (const auto& member : members) {
        if (member.key == "_placeholder") placeholder = member.value;
        if (member.key == "num") num = member.value;
    }
    if (placeholder != "true")
        return std::ranges::all_of(members, is_good, &json::RawMember::value);
    const bool is_index = !num.empty() && num.size() <= count_digits_max &&
                          num.find_first_not_of("0123456789") == num.npos;
    return is_index && number(num) < attachments;
}

}  // namespace

Result<std::optional<Packet>> PacketReader::read(std::string_view text) {
    if (partial_) return fail(Errc::missing_attachment);
    const auto type = text.empty() ? std::nullopt : type_of(text.front());
    if (!type) return fail(Errc::unknown_packet);
    const bool announces = is_binary(text.front());
    text.remove_prefix(1);

    announced_ = 0;
    if (announces) {
        const auto count = take_attachment_count(text, limits_);
        if (!count) return std::unexpected(count.error());
        announced_ = *count;
    }
    auto packet = read_rest(*type, text);
    if (!packet) return std::unexpected(packet.error());
    const auto is_good = [this](const std::string& argument) {
        return has_good_placeholders(argument, announced_);
    };
    if (announces && !std::ranges::all_of(packet->arguments, is_good))
        return fail(Errc::bad_placeholder);

    if (announced_ == 0) return *std::move(packet);
    attached_bytes_ = 0;
    partial_ = *std::move(packet);
    return std::nullopt;
}

/// What all packets have in common: namespace, acknowledgement id, payload.
Result<Packet> PacketReader::read_rest(PacketType type, std::string_view rest) const {
    Packet packet{.type = type};
    auto nsp = take_namespace(rest, limits_);
    if (!nsp) return std::unexpected(nsp.error());
    packet.nsp = *std::move(nsp);
    const auto ack = take_ack(rest);
    if (!ack) return std::unexpected(ack.error());
    packet.ack = *ack;

    if (type == PacketType::event || type == PacketType::ack) {
        if (const auto done = read_arguments(packet, rest, limits_); !done)
            return std::unexpected(done.error());
        return packet;
    }
    auto data = read_data(type, rest, limits_);
    if (!data) return std::unexpected(data.error());
    packet.data = *std::move(data);
    return packet;
}

Result<std::optional<Packet>> PacketReader::read(ByteSpan attachment) {
    if (!partial_) return fail(Errc::unexpected_attachment);
    if (attachment.size() > limits_.attachments_bytes_max - attached_bytes_)
        return fail(Errc::attachments_too_large);
    attached_bytes_ += attachment.size();
    partial_->attachments.emplace_back(attachment.begin(), attachment.end());
    if (partial_->attachments.size() < announced_) return std::nullopt;
    return std::exchange(partial_, std::nullopt);
}

}  // namespace freshet::socketio
