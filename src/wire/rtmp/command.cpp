#include "wire/rtmp/command.hpp"

#include <utility>

#include "wire/amf/amf0_reader.hpp"
#include "wire/amf/amf0_writer.hpp"
#include "wire/rtmp/error.hpp"

namespace freshet::rtmp {

std::string_view Command::text(std::size_t index) const {
    if (index >= arguments.size()) return {};
    const auto* found = arguments[index].text();
    return found != nullptr ? std::string_view(*found) : std::string_view();
}

bool Command::is_true(std::size_t index) const {
    if (index >= arguments.size()) return false;
    const auto* found = arguments[index].boolean();
    return found != nullptr && *found;
}

Result<Command> read_command(ByteSpan body, amf::Limits limits) {
    amf::Amf0Reader reader(body, limits);
    auto name = reader.next();
    if (!name) return std::unexpected(name.error());
    if (name->text() == nullptr) return fail(Errc::bad_command);

    Command command{.name = *name->text()};
    for (std::size_t position = 0; !reader.empty(); ++position) {
        auto value = reader.next();
        if (!value) return std::unexpected(value.error());
        if (position == 0) {
            if (value->number() == nullptr) return fail(Errc::bad_command);
            command.transaction_id = *value->number();
        } else if (position == 1) {
            command.object = std::move(*value);
        } else {
            command.arguments.push_back(std::move(*value));
        }
    }
    return command;
}

Bytes command_body(const Command& command) {
    Bytes body;
    amf::append_amf0(body, command.name);
    amf::append_amf0(body, command.transaction_id);
    amf::append_amf0(body, command.object);
    for (const auto& argument : command.arguments) amf::append_amf0(body, argument);
    return body;
}

Bytes result_body(double transaction_id, amf::Value value) {
    return command_body(
        {.name = "_result", .transaction_id = transaction_id, .arguments = {std::move(value)}});
}

Bytes error_body(double transaction_id, std::string_view code, std::string_view description) {
    const Status status{.level = "error", .code = code, .description = description};
    return command_body(
        {.name = "_error", .transaction_id = transaction_id, .arguments = {{information(status)}}});
}

amf::Object information(const Status& status) {
    return {{
        {"level", {std::string(status.level)}},
        {"code", {std::string(status.code)}},
        {"description", {std::string(status.description)}},
    }};
}

Bytes status_body(const Status& status, std::string_view command) {
    return command_body({.name = std::string(command), .arguments = {{information(status)}}});
}

}  // namespace freshet::rtmp
