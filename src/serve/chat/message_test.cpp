#include "serve/chat/message.hpp"

#include <gtest/gtest.h>

#include "base/json.hpp"
#include "serve/chat/recent.hpp"

namespace freshet::chat {

namespace {

using Names = std::vector<std::string>;

class RecentTest : public testing::Test {
protected:
    MessageId add(const std::string& text, std::optional<MessageId> answered = {}) {
        auto message = said(MessageId::make(), text);
        if (answered) message.row.reply_to = {.id = *answered, .author = {}, .text = "quoted"};
        recent_.add(message);
        return message.row.id;
    }

    [[nodiscard]] Message said(MessageId id, std::string text) const {
        return {.row = {.id = id,
                        .stream = room_,
                        .channel = {},
                        .author = {},
                        .text = std::move(text),
                        .at = {}}};
    }

    [[nodiscard]] std::vector<std::string> texts() const {
        std::vector<std::string> texts;
        for (const auto& id : recent_.ids()) texts.push_back(recent_.find(id)->row.text);
        return texts;
    }

    const StreamId room_ = StreamId::make();
    const Looks looks_{"https://tv.example"};
    Recent recent_{room_, looks_};
};

TEST_F(RecentTest, has_the_newest_fifty) {
    for (int i = 0; i < 60; ++i) add(std::to_string(i));

    EXPECT_EQ(texts().size(), 50U);
    EXPECT_EQ(texts().front(), "10");
    EXPECT_EQ(texts().back(), "59");
}

TEST_F(RecentTest, puts_what_was_held_where_it_was_said) {
    const auto held = MessageId::make();
    add("later");

    recent_.add(said(held, "earlier"));
    recent_.add(said(held, "earlier"));

    EXPECT_EQ(texts(), (Names{"earlier", "later"}));
}

TEST_F(RecentTest, a_deleted_message_leaves_its_place_and_no_quotation) {
    const auto first = add("oops");
    const auto answer = add("what?", first);

    recent_.mark_deleted(first);

    EXPECT_EQ(texts(), (Names{"", "what?"}));
    EXPECT_EQ(recent_.find(first)->row.state, community::MessageState::deleted);
    EXPECT_EQ(recent_.find(answer)->row.reply_to->text, "");
}

TEST_F(RecentTest, what_is_cleared_is_gone_and_what_comes_after_stays) {
    const auto first = add("one");
    const auto second = add("two", first);
    const auto third = add("three", second);

    recent_.clear(second);

    EXPECT_EQ(recent_.ids(), std::vector{third});
    EXPECT_EQ(recent_.find(third)->row.reply_to->text, "");
}

TEST_F(RecentTest, the_history_is_written_anew_when_something_has_changed) {
    const auto id = add("one");
    const auto before = recent_.history().kebab.data;
    EXPECT_EQ(recent_.history().kebab.data, before);

    recent_.set_reactions(id, {{.emoji = "+", .count = 2}});

    EXPECT_NE(recent_.history().kebab.data, before);
    EXPECT_NE(recent_.history().kebab.data.find(R"("count":2)"), std::string::npos);
    EXPECT_EQ(recent_.history().snake.name, "chat_history");
    recent_.mark_deleted(id);
    EXPECT_EQ(recent_.history().kebab.data.find(R"("count":2)"), std::string::npos);
}

TEST_F(RecentTest, a_history_is_of_so_many_of_the_newest_as_have_room_in_one_event) {
    std::vector<MessageId> ids;
    for (std::size_t i = 0; i < Recent::count_max; ++i) {
        auto message = said(MessageId::make(), "many");
        const community::Emote emote{.channel = {}, .code = "wave", .image = std::string(60, 'e')};
        message.emotes.assign(100, emote);
        ids.push_back(message.row.id);
        recent_.add(std::move(message));
    }

    const auto& history = recent_.history();
    for (const auto& data : {history.kebab.data, history.snake.data}) {
        EXPECT_LE(data.size(), Recent::bytes_max);
        EXPECT_GT(data.size(), Recent::bytes_max * 3 / 4);
        EXPECT_EQ(data.find(to_string(ids.front())), data.npos);
        EXPECT_NE(data.find(to_string(ids.back())), data.npos);
    }
}

TEST_F(RecentTest, what_was_deleted_is_known_though_it_was_not_among_the_newest) {
    const auto old = MessageId::make();
    EXPECT_FALSE(recent_.has_lost(old));
    recent_.mark_deleted(old);
    EXPECT_TRUE(recent_.has_lost(old));

    for (std::size_t i = 0; i < Recent::lost_max; ++i) recent_.mark_deleted(MessageId::make());
    EXPECT_FALSE(recent_.has_lost(old)) << "there is a limit";
}

TEST(Looks, what_nobody_has_is_left_out_and_addresses_begin_with_ours) {
    const Looks looks("https://tv.example");
    const Message message{
        .row = {.id = {},
                .stream = {},
                .channel = {},
                .author = {.id = {}, .username = "ada", .avatar_url = "/media/a.webp"},
                .badges = {.is_owner = true, .tier = community::Tier::pro},
                .text = "<b>",
                .at = {}}};

    const auto view = looks.snake(message);

    EXPECT_EQ(view.user.avatar, "https://tv.example/media/a.webp");
    EXPECT_EQ(view.badges, (Names{"owner", "pro", "subscriber"}));
    EXPECT_EQ(json::to_json(view).find("replyTo"), std::string::npos);
}

}  // namespace

}  // namespace freshet::chat
