#pragma once

#include "bench/conversation.hpp"
#include "bench/flv_reader.hpp"
#include "bench/http_reader.hpp"
#include "bench/websocket_reader.hpp"

namespace freshet::bench {

/// Watches over a plain GET whose body never ends.
class HttpFlvConversation : public Conversation {
public:
    explicit HttpFlvConversation(const Url& url);
    void feed(ByteSpan input) override { input_ = input; }
    std::optional<Arrival> next() override;

private:
    ByteSpan input_;
    ByteSpan run_;  // Of the body, cut out of the input.
    HttpReader http_;
    FlvReader flv_;
};

/// Watches over a WebSocket whose data frames, joined, are the same FLV. Answers pings.
class WsFlvConversation : public Conversation {
public:
    explicit WsFlvConversation(const Url& url);
    void feed(ByteSpan input) override;
    std::optional<Arrival> next() override;

private:
    void read_greeting();

    ByteSpan input_;
    ByteSpan run_;
    std::string greeting_;  // The head of the 101; empty again when it has been read.
    bool open_ = false;
    WebSocketReader frames_;
    FlvReader flv_;
};

}  // namespace freshet::bench
