#include "serve/api/chat_export.hpp"

#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/described.hpp"
#include "base/json.hpp"

namespace freshet::api {

namespace asio = boost::asio;

namespace {

// Of each kind; more than anybody says in the time for which it is kept.
constexpr std::size_t rows_max = 100'000;
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

struct HeldReaction {
    MessageId message;
    std::string emoji;
    WallTime at;
};
BOOST_DESCRIBE_STRUCT(HeldReaction, (), (message, emoji, at))

struct HeldVote {
    PollId poll;
    StreamId stream;
    std::string question;
    std::string option;
    WallTime at;
};
BOOST_DESCRIBE_STRUCT(HeldVote, (), (poll, stream, question, option, at))

HeldMessage held(const community::ChatMessage& message) {
    return {.id = message.id,
            .stream = message.stream,
            .channel = message.channel,
            .kind = std::string(to_string(message.kind)),
            .text = message.text,
            .at = message.at};
}

HeldReaction held(const community::OwnReaction& reaction) {
    return {.message = reaction.message, .emoji = reaction.emoji, .at = reaction.at};
}

HeldVote held(const community::OwnVote& vote) {
    return {.poll = vote.poll,
            .stream = vote.stream,
            .question = vote.question,
            .option = vote.option,
            .at = vote.at};
}

/// All that `next` gives, which is asked for what comes after the last of each batch.
template <class Row, class Next>
asio::awaitable<std::string> list_json(Next next) {
    std::string list;
    std::optional<Row> last;
    for (std::size_t count = 0; count < rows_max;) {
        const std::vector<Row> batch = co_await next(last);
        for (const auto& row : batch) {
            if (count++ > 0) list += ',';
            list += json::to_json(held(row));
        }
        if (batch.size() < batch_rows) break;
        last = batch.back();
    }
    co_return "[" + list + "]";
}

}  // namespace

Exporter chat_exporter(community::ChatRepository& chat) {
    return {.name = "chat", .json = [&chat](UserId user) {
                using Row = community::ChatMessage;
                return list_json<Row>([&chat, user](const std::optional<Row>& last) {
                    return chat.said_by(user, last ? last->id : MessageId(), batch_rows);
                });
            }};
}

Exporter reaction_exporter(community::ReactionRepository& reactions) {
    return {.name = "reactions", .json = [&reactions](UserId user) {
                using Row = community::OwnReaction;
                return list_json<Row>([&reactions, user](const std::optional<Row>& last) {
                    return reactions.of_user(user, last.value_or(Row()), batch_rows);
                });
            }};
}

Exporter vote_exporter(community::PollRepository& polls) {
    return {.name = "votes", .json = [&polls](UserId user) {
                using Row = community::OwnVote;
                return list_json<Row>([&polls, user](const std::optional<Row>& last) {
                    return polls.of_user(user, last ? last->poll : PollId(), batch_rows);
                });
            }};
}

}  // namespace freshet::api
