// A client's packets, one a line; a line that begins with a blank is an attachment.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "base/json_scanner.hpp"
#include "wire/socketio/packet_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace freshet;
    constexpr socketio::PacketReader::Limits limits{.attachments_max = 3,
                                                    .attachments_bytes_max = 64};
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    socketio::PacketReader reader(limits);
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        const auto packet =
            line.starts_with(' ') ? reader.read(as_bytes(line.substr(1))) : reader.read(line);
        if (!packet) return 0;
        if (!*packet) continue;
        for (const auto& argument : (*packet)->arguments)
            FRESHET_CHECK(json::check(argument, limits.depth_max));
        FRESHET_CHECK((*packet)->arguments.size() <= limits.arguments_max);
        FRESHET_CHECK((*packet)->attachments.size() <= limits.attachments_max);
    }
    return 0;
}
