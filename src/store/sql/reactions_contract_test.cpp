#include <algorithm>

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "community/chat_error.hpp"
#include "community/reactions.hpp"
#include "community/room_error.hpp"
#include "store/sql/emotes_repository.hpp"
#include "store/sql/reactions_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_rooms.hpp"

namespace freshet::sql {
namespace {

using community::ChatErrc;
using community::ReactionCount;
using community::RoomErrc;
using namespace std::chrono_literals;
using test::run;

const std::string fire = "\xf0\x9f\x94\xa5";
const std::string heart = "\xe2\x9d\xa4\xef\xb8\x8f";
const std::string heart_as_text = "\xe2\x9d\xa4";

/// What every ReactionRepository promises, seen through the class that uses it.
class ReactionsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    auto add(const test::Person& user, MessageId message, const std::string& emoji) {
        now_ += 1ms;
        return run(reactions_.add(
            {.stream = room_, .message = message, .user = user.user, .emoji = emoji}));
    }
    auto remove(const test::Person& user, MessageId message, const std::string& emoji) {
        return run(reactions_.remove(
            {.stream = room_, .message = message, .user = user.user, .emoji = emoji}));
    }
    std::vector<ReactionCount> counts(MessageId message) {
        return run(reactions_.counts({message}))[message];
    }

    WallTime now_ = test::noon;
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    StreamId room_ = test::add_room(*opened_.database, ada_);
    MessageId hello_ = test::add_message(*opened_.database, room_, eve_);
    ReactionsRepository repository_{*opened_.database};
    EventBus events_;
    std::size_t told_ = 0;
    EventBus::Listener listener_ = events_.listen([this](const Event& event) {
        if (std::holds_alternative<MessageReacted>(event)) ++told_;
    });
    community::Reactions reactions_{
        {.kinds_max = 3, .messages_back = 2}, repository_, events_, [this] { return now_; }};
};

TEST_P(ReactionsContract, each_counts_once_for_each_user_in_the_order_in_which_they_came) {
    EXPECT_TRUE(add(ada_, hello_, heart));
    EXPECT_TRUE(add(eve_, hello_, fire));
    EXPECT_TRUE(add(eve_, hello_, heart_as_text));
    EXPECT_TRUE(add(eve_, hello_, heart));

    EXPECT_EQ(counts(hello_), (std::vector<ReactionCount>{{heart, 2}, {fire, 1}}));
    EXPECT_EQ(told_, 3u);
}

TEST_P(ReactionsContract, whoever_asks_is_told_which_are_their_own) {
    ASSERT_TRUE(add(ada_, hello_, heart));
    ASSERT_TRUE(add(eve_, hello_, heart));
    ASSERT_TRUE(add(eve_, hello_, fire));

    EXPECT_EQ(run(reactions_.counts({hello_}, ada_.user))[hello_],
              (std::vector<ReactionCount>{{heart, 2, true}, {fire, 1, false}}));
    EXPECT_EQ(counts(hello_), (std::vector<ReactionCount>{{heart, 2, false}, {fire, 1, false}}));
}

TEST_P(ReactionsContract, somebody_is_told_all_of_their_own_piece_by_piece) {
    const auto later = test::add_message(*opened_.database, room_, ada_);
    ASSERT_TRUE(add(eve_, hello_, fire));
    const auto at = now_;
    ASSERT_TRUE(add(eve_, hello_, heart));
    ASSERT_TRUE(add(eve_, later, fire));
    ASSERT_TRUE(add(ada_, later, heart));

    std::vector<community::OwnReaction> all;
    community::OwnReaction after{.message = {}};
    while (true) {
        const auto some = run(repository_.of_user(eve_.user, after, 1));
        if (some.empty()) break;
        all.push_back(some.front());
        after = some.front();
    }

    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all.back().message, later);
    EXPECT_EQ(all.back().emoji, fire);
    EXPECT_EQ(std::ranges::count(all, at, &community::OwnReaction::at), 1);
    EXPECT_EQ(run(repository_.of_user(eve_.user, {.message = {}}, 9)), all);
}

TEST_P(ReactionsContract, what_is_taken_back_counts_no_more) {
    ASSERT_TRUE(add(ada_, hello_, heart));
    ASSERT_TRUE(add(eve_, hello_, heart));

    EXPECT_TRUE(remove(ada_, hello_, heart_as_text));
    EXPECT_EQ(counts(hello_), (std::vector<ReactionCount>{{heart, 1}}));
    EXPECT_TRUE(remove(ada_, hello_, heart));
    EXPECT_TRUE(remove(ada_, hello_, fire));
    EXPECT_TRUE(remove(eve_, hello_, heart));

    EXPECT_TRUE(counts(hello_).empty());
    EXPECT_EQ(told_, 4u);
}

TEST_P(ReactionsContract, many_messages_are_counted_at_once) {
    const auto second = test::add_message(*opened_.database, room_, ada_);
    const auto silent = test::add_message(*opened_.database, room_, ada_);
    test::change(*opened_.database,
                 "UPDATE chat_messages SET text = ''");  // Texts have no part in it.
    const community::ReactionCounts none;
    EXPECT_EQ(run(reactions_.counts({})), none);
    ASSERT_TRUE(add(ada_, second, heart));
    ASSERT_TRUE(add(ada_, silent, ":wave:"));

    const auto found = run(reactions_.counts({hello_, second, silent}));

    EXPECT_EQ(found,
              (community::ReactionCounts{{second, {{heart, 1}}}, {silent, {{":wave:", 1}}}}));
}

TEST_P(ReactionsContract, an_emote_is_one_kind_in_any_case_as_its_channel_has_it) {
    EmotesRepository emotes(*opened_.database);
    ASSERT_TRUE(
        run(emotes.put({.channel = ada_.channel, .code = "Wave", .image = "wave.webp"}, 1, now_)));

    EXPECT_TRUE(add(ada_, hello_, ":wave:"));
    EXPECT_TRUE(add(ada_, hello_, ":WAVE:"));
    EXPECT_TRUE(add(eve_, hello_, ":Wave:"));
    EXPECT_EQ(counts(hello_), (std::vector<ReactionCount>{{":Wave:", 2}}));
    EXPECT_EQ(told_, 2u);

    EXPECT_TRUE(remove(ada_, hello_, ":wAVE:"));
    EXPECT_EQ(counts(hello_), (std::vector<ReactionCount>{{":Wave:", 1}}));
}

TEST_P(ReactionsContract, an_emote_stays_one_kind_when_it_is_written_anew_or_gone) {
    EmotesRepository emotes(*opened_.database);
    ASSERT_TRUE(
        run(emotes.put({.channel = ada_.channel, .code = "Wave", .image = "wave.webp"}, 1, now_)));
    ASSERT_TRUE(add(ada_, hello_, ":Wave:"));

    ASSERT_TRUE(run(emotes.change({.channel = ada_.channel, .code = "Wave", .new_code = "wave"})));
    EXPECT_TRUE(add(eve_, hello_, ":wave:"));
    EXPECT_EQ(counts(hello_), (std::vector<ReactionCount>{{":Wave:", 2}}));

    ASSERT_TRUE(run(emotes.remove(ada_.channel, "wave")));
    EXPECT_TRUE(remove(ada_, hello_, ":wave:"));
    EXPECT_EQ(counts(hello_), (std::vector<ReactionCount>{{":Wave:", 1}}));
}

TEST_P(ReactionsContract, a_message_has_so_many_kinds_and_no_more) {
    for (const auto& kind : {fire, heart, std::string(":wave:")})
        ASSERT_TRUE(add(ada_, hello_, kind));

    EXPECT_EQ(error_of(add(eve_, hello_, ":hype:")), RoomErrc::too_many_reactions);
    EXPECT_TRUE(add(eve_, hello_, ":wave:"));
    EXPECT_TRUE(remove(ada_, hello_, fire));
    EXPECT_TRUE(add(eve_, hello_, ":hype:"));
}

TEST_P(ReactionsContract, what_others_have_followed_takes_no_more) {
    (void)test::add_message(*opened_.database, room_, ada_);
    EXPECT_TRUE(add(ada_, hello_, heart));
    (void)test::add_message(*opened_.database, room_, ada_);

    EXPECT_EQ(error_of(add(ada_, hello_, fire)), RoomErrc::message_too_old);
    EXPECT_TRUE(remove(ada_, hello_, heart));
}

TEST_P(ReactionsContract, only_what_the_room_sees_takes_any) {
    const auto elsewhere = test::add_room(*opened_.database, eve_);
    const auto other = test::add_message(*opened_.database, elsewhere, eve_);
    EXPECT_EQ(error_of(add(ada_, other, heart)), ChatErrc::message_not_found);
    EXPECT_EQ(error_of(add(ada_, MessageId::make(), heart)), ChatErrc::message_not_found);
    test::change(*opened_.database, "UPDATE chat_messages SET state = 'deleted'");
    EXPECT_EQ(error_of(add(ada_, hello_, heart)), ChatErrc::message_not_found);
    EXPECT_EQ(told_, 0u);
}

TEST_P(ReactionsContract, is_one_emoji_or_an_emote) {
    for (const auto& text :
         {std::string(), std::string("a"), fire + fire, std::string("::"), std::string(":a:"),
          std::string(":a b:"), std::string("wave"), std::string(100'000, 'a')}) {
        EXPECT_EQ(error_of(add(ada_, hello_, text)), RoomErrc::not_an_emoji) << text.substr(0, 20);
        EXPECT_EQ(error_of(remove(ada_, hello_, text)), RoomErrc::not_an_emoji);
    }
}

INSTANTIATE_TEST_SUITE_P(On, ReactionsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
