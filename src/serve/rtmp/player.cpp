#include "serve/rtmp/player.hpp"

#include <variant>

namespace freshet::rtmp {

net::ViewerSession::Answer Player::hear(ByteSpan input) {
    Answer answer;
    answer.close = !protocol_.feed(input, mono_now());
    while (!answer.close) {
        const auto event = protocol_.next_event();
        if (event && !*event) break;
        // Whatever else it asks for now, it is no player any more.
        answer.close = true;
    }
    answer.bytes = protocol_.take_output();
    return answer;
}

std::optional<Bytes> Player::dismissal() {
    if (!viewing_.is_over()) return std::nullopt;
    const auto goodbye = dialect_.make()->goodbye();
    return Bytes(goodbye.bytes().begin(), goodbye.bytes().end());
}

}  // namespace freshet::rtmp
