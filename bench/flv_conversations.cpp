#include "bench/flv_conversations.hpp"

#include <fmt/format.h>

namespace freshet::bench {

HttpFlvConversation::HttpFlvConversation(const Url& url) {
    say(fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept: */*\r\n\r\n", url.path,
                    url.port));
}

std::optional<Arrival> HttpFlvConversation::next() {
    while (true) {
        if (auto arrival = flv_.take(run_)) return arrival;
        const auto run = http_.take(input_);
        const bool refused = http_.status() != 0 && http_.status() != 200;
        if (refused || http_.is_done() || http_.is_broken() || flv_.is_broken()) end();
        if (!run || is_over()) return std::nullopt;
        run_ = *run;
    }
}

WsFlvConversation::WsFlvConversation(const Url& url) {
    say(
        fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUpgrade: websocket\r\n"
                    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: ZnJlc2hldC1iZW5jaC0wMQ==\r\n\r\n",
                    url.path, url.port));
}

void WsFlvConversation::feed(ByteSpan input) {
    input_ = input;
    if (!open_) read_greeting();
}

void WsFlvConversation::read_greeting() {
    const auto before = greeting_.size();
    greeting_ += as_text(input_);
    const auto blank = greeting_.find("\r\n\r\n");
    if (blank == std::string::npos) {
        input_ = {};
        if (greeting_.size() > HttpReader::head_bytes_max) end();
        return;
    }
    open_ = true;
    if (!greeting_.starts_with("HTTP/1.1 101")) end();
    input_ = input_.subspan(blank + 4 - before);
    greeting_ = {};
}

std::optional<Arrival> WsFlvConversation::next() {
    while (open_ && !is_over()) {
        if (auto arrival = flv_.take(run_)) return arrival;
        const auto run = frames_.take(input_);
        if (const auto ping = frames_.take_ping()) say(make_pong(*ping));
        if (frames_.is_over() || flv_.is_broken()) end();
        if (!run) return std::nullopt;
        run_ = *run;
    }
    return std::nullopt;
}

}  // namespace freshet::bench
