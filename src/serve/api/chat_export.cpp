#include "serve/api/chat_export.hpp"

#include <boost/asio/awaitable.hpp>

#include "base/described.hpp"
#include "base/json.hpp"

namespace freshet::api {

namespace asio = boost::asio;

namespace {

// More than anybody types in the time for which it is kept.
constexpr std::size_t messages_max = 100'000;
constexpr std::size_t batch_rows = 500;

struct HeldMessage {
    MessageId id;
    StreamId stream;
    ChannelId channel;
    std::string kind;
    std::string text;
    WallTime at;
};
BOOST_DESCRIBE_STRUCT(HeldMessage, (), (id, stream, channel, kind, text, at))

HeldMessage held(const community::ChatMessage& message) {
    return {.id = message.id,
            .stream = message.stream,
            .channel = message.channel,
            .kind = std::string(to_string(message.kind)),
            .text = message.text,
            .at = message.at};
}

asio::awaitable<std::string> messages_json(community::ChatRepository& chat, UserId user) {
    std::string list;
    MessageId after;
    for (std::size_t count = 0; count < messages_max;) {
        const auto batch = co_await chat.said_by(user, after, batch_rows);
        for (const auto& message : batch) {
            if (count++ > 0) list += ',';
            list += json::to_json(held(message));
        }
        if (batch.size() < batch_rows) break;
        after = batch.back().id;
    }
    co_return "[" + list + "]";
}

}  // namespace

Exporter chat_exporter(community::ChatRepository& chat) {
    return {.name = "chat", .json = [&chat](UserId user) { return messages_json(chat, user); }};
}

}  // namespace freshet::api
