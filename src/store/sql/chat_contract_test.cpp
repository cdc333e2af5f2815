
#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "community/chat_error.hpp"
#include "community/moderation.hpp"
#include "store/sql/chat_repository.hpp"
#include "store/sql/moderation_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using community::ChatDraft;
using community::ChatMessage;
using community::HeldFor;
using community::MessageKind;
using community::MessageState;
using namespace std::chrono_literals;
using test::run;

/// What every ChatRepository promises.
class ChatContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    StreamId open_room(const test::Person& person) {
        StreamsRepository streams(*opened_.database);
        return run(streams.open(person.channel, now_, now_ - 1min)).value().id;
    }

    ChatDraft draft(const test::Person& author, std::string text) {
        return {.id = MessageId::make(),
                .stream = room_,
                .channel = ada_.channel,
                .author = author.user,
                .text = std::move(text),
                .at = now_};
    }

    MessageId say(const test::Person& author, std::string text) {
        const auto said = draft(author, std::move(text));
        EXPECT_TRUE(run(chat_.append({said})).empty());
        return said.id;
    }

    std::vector<std::string> texts(StreamId room) {
        std::vector<std::string> all;
        for (const auto& message : run(chat_.history(room, {})).items) all.push_back(message.text);
        return all;
    }

    WallTime now_ = test::noon;
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    test::Person mod_ = test::add_person(*opened_.database, "mod");
    ChatRepository chat_{*opened_.database, [this] { return now_; }};
    ModerationRepository moderation_rows_{*opened_.database};
    EventBus events_;
    community::Moderation moderation_{moderation_rows_, events_, [this] { return now_; }};
    StreamId room_ = open_room(ada_);
};

TEST_P(ChatContract, a_message_comes_back_as_it_was_sent_with_who_sent_it) {
    auto said = draft(eve_, "\U0001f600 <b>'\"\\ :x:");
    said.kind = MessageKind::action;
    ASSERT_TRUE(run(chat_.append({said})).empty());

    const auto found = run(chat_.find(said.id));

    ASSERT_TRUE(found);
    EXPECT_EQ(found->text, said.text);
    EXPECT_EQ(found->kind, MessageKind::action);
    EXPECT_EQ(found->stream, room_);
    EXPECT_EQ(found->channel, ada_.channel);
    EXPECT_EQ(found->state, MessageState::visible);
    EXPECT_EQ(found->at, now_);
    EXPECT_EQ(found->author,
              (community::ChatUser{.id = eve_.user, .username = "eve", .display_name = "eve"}));
    EXPECT_EQ(found->badges, community::Badges());
    EXPECT_FALSE(found->reply_to);
    EXPECT_FALSE(run(chat_.find(MessageId::make())));
}

TEST_P(ChatContract, badges_are_those_of_now) {
    const auto by_ada = say(ada_, "mine");
    const auto by_eve = say(eve_, "hello");
    const auto by_mod = say(mod_, "hello");
    (void)run(moderation_.add_moderator({.user = ada_.user}, ada_.channel, mod_.user));
    test::change(*opened_.database, "UPDATE users SET role = 'admin' WHERE username = 'eve'");
    const auto until = std::to_string((now_ + 1h).time_since_epoch().count());
    test::change(
        *opened_.database,
        "INSERT INTO subscriptions (id, user_id, streamer_id, tier, method, provider, "
        "checkout_ref, checkout_url, subscription_ref, customer_ref, created_at, standing, "
        "cancels_at_end, status, in_force_until, must_end) VALUES ('s', '" +
            to_string(eve_.user) + "', '" + to_string(ada_.user) +
            "', 'pro', 'card', 'p', '', '', '', '', 0, 'active', 0, 'active', " + until + ", 0)");

    EXPECT_TRUE(run(chat_.find(by_ada))->badges.is_owner);
    EXPECT_TRUE(run(chat_.find(by_mod))->badges.is_moderator);
    EXPECT_EQ(run(chat_.find(by_eve))->badges,
              (community::Badges{.is_admin = true, .tier = community::Tier::pro}));
    now_ += 2h;
    EXPECT_FALSE(run(chat_.find(by_eve))->badges.tier);
}

TEST_P(ChatContract, a_batch_is_kept_once_however_often_it_comes) {
    std::vector<ChatDraft> batch;
    for (int i = 0; i < 150; ++i) batch.push_back(draft(eve_, std::to_string(i)));

    EXPECT_TRUE(run(chat_.append(batch)).empty());
    batch.push_back(draft(eve_, "new"));
    EXPECT_TRUE(run(chat_.append(batch)).empty());
    EXPECT_TRUE(run(chat_.append({})).empty());

    const auto history = run(chat_.history(room_, {.limit = 100}));
    ASSERT_EQ(history.items.size(), 100);
    EXPECT_EQ(history.items.front().text, "new");
    EXPECT_EQ(history.items[1].text, "149");
    ASSERT_TRUE(history.next);
    const auto rest = run(chat_.history(room_, {.after = history.next, .limit = 100}));
    EXPECT_EQ(rest.items.size(), 51);
    EXPECT_EQ(rest.items.front().text, "50");
    EXPECT_EQ(rest.items.back().text, "0");
    EXPECT_FALSE(rest.next);
}

TEST_P(ChatContract, what_cannot_be_kept_is_named_and_the_rest_is_kept) {
    RemovalsRepository removals(*opened_.database);
    ASSERT_TRUE(run(removals.remove(mod_.user, now_)));
    auto elsewhere = draft(eve_, "nowhere");
    elsewhere.stream = StreamId::make();
    const auto by_gone = draft(mod_, "gone");
    const auto good = draft(eve_, "here");

    const auto lost = run(chat_.append({elsewhere, good, by_gone}));

    EXPECT_EQ(lost, (std::vector{elsewhere.id, by_gone.id}));
    EXPECT_EQ(texts(room_), std::vector<std::string>{"here"});
}

TEST_P(ChatContract, rooms_have_histories_of_their_own) {
    const auto other = open_room(eve_);
    say(eve_, "here");
    auto there = draft(eve_, "there");
    there.stream = other;
    run(chat_.append({there}));

    EXPECT_EQ(texts(room_), std::vector<std::string>{"here"});
    EXPECT_EQ(texts(other), std::vector<std::string>{"there"});
    EXPECT_TRUE(texts(StreamId::make()).empty());
}

TEST_P(ChatContract, an_answer_says_what_it_answers_as_long_as_that_is_seen) {
    const auto question = say(eve_, "why?");
    auto answer = draft(mod_, "because");
    answer.reply_to = question;
    auto elsewhere = draft(mod_, "elsewhere");
    elsewhere.reply_to = MessageId::make();
    run(chat_.append({answer, elsewhere}));

    const auto found = run(chat_.find(answer.id));
    ASSERT_TRUE(found && found->reply_to);
    EXPECT_EQ(found->reply_to->id, question);
    EXPECT_EQ(found->reply_to->text, "why?");
    EXPECT_EQ(found->reply_to->author.username, "eve");
    EXPECT_EQ(run(chat_.find(elsewhere.id))->reply_to->text, "");

    ASSERT_TRUE(run(moderation_.remove_message({.user = eve_.user}, question)));
    EXPECT_EQ(run(chat_.find(answer.id))->reply_to->text, "");
}

TEST_P(ChatContract, history_has_deleted_ones_without_text_and_nothing_that_waits) {
    const auto said = say(eve_, "gone");
    auto held = draft(eve_, "waits");
    held.held_for = HeldFor::link;
    run(chat_.append({held}));
    say(eve_, "stays");
    ASSERT_TRUE(run(moderation_.remove_message({.user = eve_.user}, said)));

    const auto history = run(chat_.history(room_, {})).items;
    ASSERT_EQ(history.size(), 2);
    EXPECT_EQ(history[0].text, "stays");
    EXPECT_EQ(history[1].id, said);
    EXPECT_EQ(history[1].state, MessageState::deleted);
    EXPECT_EQ(history[1].text, "");
    const auto waiting = run(chat_.find(held.id));
    EXPECT_EQ(waiting->state, MessageState::held);
    EXPECT_EQ(waiting->held_for, HeldFor::link);
    EXPECT_EQ(waiting->text, "waits");
}

TEST_P(ChatContract, what_people_said_who_have_left_is_not_found) {
    const auto question = say(eve_, "why?");
    auto answer = draft(mod_, "because");
    answer.reply_to = question;
    run(chat_.append({answer}));
    RemovalsRepository removals(*opened_.database);
    ASSERT_TRUE(run(removals.remove(eve_.user, now_)));

    EXPECT_EQ(texts(room_), std::vector<std::string>{"because"});
    EXPECT_FALSE(run(chat_.find(question)));
    const auto found = run(chat_.find(answer.id));
    EXPECT_EQ(found->reply_to->text, "");
    EXPECT_EQ(found->reply_to->author, community::ChatUser());
}

TEST_P(ChatContract, an_export_has_what_somebody_said_piece_by_piece) {
    const auto first = say(eve_, "one");
    say(mod_, "not hers");
    auto held = draft(eve_, "two");
    held.held_for = HeldFor::phrase;
    run(chat_.append({held}));
    const auto gone = say(eve_, "gone");
    ASSERT_TRUE(run(moderation_.remove_message({.user = eve_.user}, gone)));

    const auto page = run(chat_.said_by(eve_.user, MessageId(), 1));
    ASSERT_EQ(page.size(), 1);
    EXPECT_EQ(page[0].id, first);
    const auto rest = run(chat_.said_by(eve_.user, first, 10));
    ASSERT_EQ(rest.size(), 1);
    EXPECT_EQ(rest[0].text, "two");
}

TEST_P(ChatContract, facts_are_all_that_rules_rest_on) {
    EXPECT_FALSE(run(chat_.facts(ChannelId::make(), now_)));
    EXPECT_EQ(run(chat_.facts(ada_.channel, now_)),
              (community::ChatFacts{.channel = ada_.channel, .owner = ada_.user}));
    const community::ChatActor owner{.user = ada_.user};
    const auto range = AddressRange::parse("192.0.2.0/24").value();
    (void)run(moderation_.add_moderator(owner, ada_.channel, mod_.user));
    const auto ban = run(moderation_.ban(owner, ada_.channel, {.whom = eve_.user}));
    const auto out = run(moderation_.ban(owner, ada_.channel, {.length = 60s, .ranges = {range}}));
    ASSERT_TRUE(ban && out);
    (void)run(moderation_.change_policy(owner, ada_.channel,
                                        {.slow_mode = 5s, .phrases = {{{.text = "bad"}}}}));

    const auto facts = run(chat_.facts(ada_.channel, now_)).value();
    EXPECT_EQ(facts.moderators, std::vector{mod_.user});
    EXPECT_EQ(facts.policy.settings.slow_mode, 5s);
    EXPECT_EQ(facts.policy.phrases.size(), 1);
    ASSERT_EQ(facts.bans.size(), 2);
    EXPECT_EQ(facts.bans[0],
              (community::BanTerms{.id = ban->id, .user = eve_.user, .ranges = {}, .until = {}}));
    EXPECT_EQ(
        facts.bans[1],
        (community::BanTerms{.id = out->id, .user = {}, .ranges = {range}, .until = now_ + 60s}));

    EXPECT_EQ(run(chat_.facts(ada_.channel, now_ + 60s))->bans.size(), 1);
    EXPECT_TRUE(run(chat_.facts(eve_.channel, now_))->bans.empty());
}

INSTANTIATE_TEST_SUITE_P(On, ChatContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
