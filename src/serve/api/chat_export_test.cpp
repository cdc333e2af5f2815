#include "serve/api/chat_export.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace freshet::api {
namespace {

namespace asio = boost::asio;
using community::ChatMessage;

/// Somebody who said so many things.
class Chatterbox final : public community::ChatRepository {
public:
    explicit Chatterbox(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            said_.emplace_back().text = "\"" + std::to_string(i);
        for (auto& message : said_) message.id = MessageId::make();
    }

    asio::awaitable<std::optional<community::ChatFacts>> facts(ChannelId, WallTime) override {
        co_return std::nullopt;
    }
    asio::awaitable<std::vector<MessageId>> append(std::vector<community::ChatDraft>) override {
        co_return std::vector<MessageId>();
    }
    asio::awaitable<Stretch<ChatMessage>> history(StreamId, CursorPage) override {
        co_return Stretch<ChatMessage>();
    }
    asio::awaitable<std::optional<ChatMessage>> find(MessageId) override { co_return std::nullopt; }
    asio::awaitable<std::vector<ChatMessage>> said_by(UserId, MessageId after,
                                                      std::size_t count) override {
        std::vector<ChatMessage> batch;
        for (const auto& message : said_)
            if (message.id > after && batch.size() < count) batch.push_back(message);
        co_return batch;
    }

private:
    std::vector<ChatMessage> said_;
};

boost::json::array exported(std::size_t count) {
    Chatterbox chat(count);
    const auto exporter = chat_exporter(chat);
    EXPECT_EQ(exporter.name, "chat");
    asio::io_context loop;
    auto json = asio::co_spawn(loop, exporter.json(UserId::make()), asio::use_future);
    loop.run();
    return boost::json::parse(json.get()).as_array();
}

TEST(ChatExport, has_all_that_somebody_said_however_many_pieces_it_takes) {
    EXPECT_TRUE(exported(0).empty());
    EXPECT_EQ(exported(500).size(), 500u);
    const auto all = exported(1234);
    ASSERT_EQ(all.size(), 1234u);
    EXPECT_EQ(all.front().at("text"), "\"0");
    EXPECT_EQ(all.back().at("text"), "\"1233");
    EXPECT_EQ(all.back().at("kind"), "message");
}

}  // namespace
}  // namespace freshet::api
