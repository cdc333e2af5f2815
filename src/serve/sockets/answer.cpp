#include "serve/sockets/answer.hpp"

#include <string_view>

#include <fmt/format.h>

namespace freshet::sockets {

namespace {

std::string_view message_of(Refusal why) {
    switch (why) {
        case Refusal::unknown_transport: return "Transport unknown";
        case Refusal::unknown_sid: return "Session ID unknown";
        case Refusal::bad_method: return "Bad handshake method";
        case Refusal::bad_request: return "Bad request";
        case Refusal::bad_version: return "Unsupported protocol version";
    }
    return "Bad request";
}

}  // namespace

Answer posted() { return {.body = "ok"}; }

Answer refused(Refusal why) {
    return {.status = 400,
            .body = fmt::format(R"({{"code":{},"message":"{}"}})", static_cast<int>(why),
                                message_of(why)),
            .is_json = true};
}

}  // namespace freshet::sockets
