#include "serve/sockets/plain_request.hpp"

#include <charconv>
#include <limits>

#include "base/json_scanner.hpp"

namespace freshet::sockets {

namespace {

constexpr std::size_t members_max = 16;
constexpr std::uint64_t id_max = (std::uint64_t{1} << 53) - 1;  // Exact in a JavaScript number.

Result<std::uint64_t> read_id(std::string_view json) {
    std::uint64_t id = 0;
    const auto* const end = json.data() + json.size();
    const auto [rest, error] = std::from_chars(json.data(), end, id);
    if (error != std::errc() || rest != end || id > id_max) return fail(json::Errc::malformed);
    return id;
}

}  // namespace

Result<Request> read_plain_request(std::string_view text) {
    const auto members = json::split_object(text, {.items_max = members_max});
    if (!members) return std::unexpected(members.error());
    Request request;
    for (const auto& [key, value] : *members) {
        if (key == "event" && json::type_of(value) == json::Type::text) {
            request.event = json::unescape(value);
        } else if (key == "data") {
            request.data = value;
        } else if (key == "id") {
            const auto id = read_id(value);
            if (!id) return std::unexpected(id.error());
            request.ack = *id;
        }
    }
    if (request.event.empty()) return fail(json::Errc::malformed);
    return request;
}

std::string without_binary(std::string_view json) {
    constexpr json::ScanLimits read_before{.depth_max = 64,
                                           .items_max = std::numeric_limits<std::size_t>::max()};
    constexpr std::string_view mark = R"("_placeholder")";
    if (json.find(mark) == json.npos) return std::string(json);

    std::string out;
    const auto separate = [&out] {
        if (out.size() > 1) out += ',';
    };
    if (const auto items = json::split_array(json, read_before)) {
        out += '[';
        for (const auto item : *items) {
            separate();
            out += without_binary(item);
        }
        return out += ']';
    }
    const auto members = json::split_object(json, read_before);
    if (!members) return std::string(json);
    out += '{';
    for (const auto& [key, value] : *members) {
        if (key == "_placeholder" && value == "true") return "null";
        separate();
        json::write_text(out, key);
        out += ':';
        out += without_binary(value);
    }
    return out += '}';
}

}  // namespace freshet::sockets
