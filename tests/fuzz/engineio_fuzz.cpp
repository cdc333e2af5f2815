// Polling payloads: what is read is written and read again the same, and feeds a session.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "wire/engineio/payload.hpp"
#include "wire/engineio/session.hpp"

namespace {

using namespace freshet;
using engineio::Session;

/// Writes what a reader gives; stops at its error.
std::string copy_of(std::string_view payload) {
    engineio::PayloadReader reader(payload);
    std::string copy;
    for (auto next = reader.next(); next && *next; next = reader.next()) {
        const auto& packet = **next;
        if (packet.is_binary)
            engineio::append_binary(copy, packet.data);
        else
            engineio::append_packet(
                copy, std::to_string(static_cast<int>(packet.type)) + std::string(packet.text()));
    }
    return copy;
}

/// Every other packet goes to a probe.
void drive(std::string_view payload) {
    constexpr engineio::SessionConfig config;
    MonoTime now{};
    Session session(config, engineio::Transport::polling, now);
    engineio::PayloadReader reader(payload);
    bool to_probe = false;
    for (auto next = reader.next(); next && *next; next = reader.next(), to_probe = !to_probe) {
        if (to_probe && (session.is_probing() || session.begin_probe(now)))
            (void)session.hear_probe(**next);
        else if (!session.hear(**next, now))
            return;
        now = session.deadline();
        for (auto due = session.on_time(now); due != Session::Due::nothing;
             due = session.on_time(now)) {
            if (!due) return;
        }
        FRESHET_CHECK(session.deadline() > now);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view payload(reinterpret_cast<const char*>(data), size);
    const auto copy = copy_of(payload);
    FRESHET_CHECK(copy == payload.substr(0, copy.size()));
    drive(payload);
    return 0;
}
