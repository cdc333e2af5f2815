#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "community/chat_error.hpp"
#include "community/polls.hpp"
#include "community/room_error.hpp"
#include "store/sql/polls_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_rooms.hpp"

namespace freshet::sql {
namespace {

using community::ChatErrc;
using community::Poll;
using community::PollKey;
using community::RoomErrc;
using namespace std::chrono_literals;
using test::run;

/// What every PollRepository promises, seen through the class that uses it.
class PollsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    Answer<Poll> start(const test::Person& actor, std::optional<std::chrono::seconds> lasts = {},
                       bool is_staff = false) {
        return run(polls_.start({.user = actor.user, .is_staff = is_staff},
                                {.stream = room_,
                                 .question = "  Which map? ",
                                 .options = {"One", " Two ", "Three"},
                                 .lasts = lasts}));
    }
    /// A second after the one before, so that all are counted.
    auto vote(const test::Person& user, PollId poll, std::size_t option) {
        now_ += community::PollCounts::kept;
        return run(
            polls_.vote({.stream = room_, .poll = poll, .user = user.user, .option = option}));
    }
    auto end(const test::Person& actor, PollId poll) {
        return run(polls_.end({.user = actor.user}, {.stream = room_, .poll = poll}));
    }
    static std::vector<std::uint64_t> votes(const Poll& poll) {
        std::vector<std::uint64_t> counts;
        for (const auto& option : poll.options) counts.push_back(option.votes);
        return counts;
    }
    using Counts = std::vector<std::uint64_t>;

    WallTime now_ = test::noon;
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    test::Person bob_ = test::add_person(*opened_.database, "bob");
    StreamId room_ = test::add_room(*opened_.database, ada_);
    PollsRepository repository_{*opened_.database};
    EventBus events_;
    std::size_t told_ = 0;
    EventBus::Listener listener_ = events_.listen([this](const Event& event) {
        if (std::holds_alternative<PollChanged>(event)) ++told_;
    });
    community::Polls polls_{{}, repository_, events_, [this] { return now_; }};
};

TEST_P(PollsContract, somebody_is_told_their_own_votes) {
    const auto first = start(ada_).value();
    ASSERT_TRUE(vote(eve_, first.id, 2));
    ASSERT_TRUE(vote(eve_, first.id, 1));
    ASSERT_TRUE(vote(bob_, first.id, 0));
    const auto at = now_ - community::PollCounts::kept;
    ASSERT_TRUE(end(ada_, first.id));
    const auto second = start(ada_).value();

    EXPECT_EQ(run(polls_.vote_of(first.id, eve_.user)), 1u);
    EXPECT_EQ(run(polls_.vote_of(second.id, eve_.user)), std::nullopt);
    ASSERT_TRUE(vote(eve_, second.id, 0));
    const auto all = run(repository_.of_user(eve_.user, {}, 9));
    ASSERT_EQ(all.size(), 2u);
    const community::OwnVote expected{
        .poll = first.id, .stream = room_, .question = "Which map?", .option = "Two", .at = at};
    EXPECT_EQ(all.front(), expected);
    EXPECT_EQ(run(repository_.of_user(eve_.user, first.id, 9)), std::vector{all.back()});
}

TEST_P(PollsContract, what_was_asked_is_found_with_its_options_in_their_order) {
    const auto poll = start(ada_, 60s);

    ASSERT_TRUE(poll);
    EXPECT_EQ(poll->question, "Which map?");
    EXPECT_EQ(poll->options,
              (std::vector<community::PollOption>{{"One", 0}, {"Two", 0}, {"Three", 0}}));
    EXPECT_EQ(poll->ends_at, now_ + 60s);
    EXPECT_EQ(run(polls_.open_of(room_)), *poll);
    EXPECT_EQ(run(polls_.find({.stream = room_, .poll = poll->id})), *poll);
    EXPECT_EQ(told_, 1u);
}

TEST_P(PollsContract, the_last_word_of_each_counts) {
    const auto poll = start(ada_)->id;

    EXPECT_EQ(votes(*vote(ada_, poll, 0)), (Counts{1, 0, 0}));
    EXPECT_EQ(votes(*vote(eve_, poll, 0)), (Counts{2, 0, 0}));
    EXPECT_EQ(votes(*vote(eve_, poll, 2)), (Counts{1, 0, 1}));
    EXPECT_EQ(votes(*vote(eve_, poll, 2)), (Counts{1, 0, 1}));
    EXPECT_EQ(error_of(vote(eve_, poll, 3)), RoomErrc::no_such_option);
    EXPECT_EQ(error_of(vote(eve_, PollId::make(), 0)), RoomErrc::poll_not_found);
    EXPECT_EQ(
        error_of(run(polls_.vote({.stream = StreamId::make(), .poll = poll, .user = eve_.user}))),
        RoomErrc::poll_not_found);
}

TEST_P(PollsContract, the_votes_of_one_second_are_counted_once) {
    const auto poll = start(ada_)->id;
    const auto vote_now = [&](const test::Person& user) {
        return run(polls_.vote({.stream = room_, .poll = poll, .user = user.user}));
    };

    EXPECT_EQ(votes(*vote_now(ada_)), (Counts{1, 0, 0}));
    EXPECT_EQ(votes(*vote_now(eve_)), (Counts{1, 0, 0}));
    EXPECT_EQ(votes(*run(polls_.find({.stream = room_, .poll = poll}))), (Counts{2, 0, 0}));
    EXPECT_EQ(votes(*vote_now(bob_)), (Counts{2, 0, 0}));
    EXPECT_EQ(votes(*run(polls_.open_of(room_))), (Counts{3, 0, 0}));
}

TEST_P(PollsContract, is_over_by_itself_when_its_time_is) {
    const auto poll = start(ada_, 60s);
    ASSERT_TRUE(vote(eve_, poll->id, 1));
    now_ += 60s;

    EXPECT_EQ(error_of(vote(bob_, poll->id, 1)), RoomErrc::poll_over);
    EXPECT_FALSE(run(polls_.open_of(room_)));
    const auto ended = end(ada_, poll->id);
    ASSERT_TRUE(ended);
    EXPECT_FALSE(ended->ended_at);  // It was so before.
    EXPECT_EQ(votes(*ended), (Counts{0, 1, 0}));
    EXPECT_TRUE(start(ada_));
}

TEST_P(PollsContract, is_over_when_who_moderates_says_so) {
    const auto poll = start(ada_)->id;
    ASSERT_TRUE(vote(eve_, poll, 1));

    EXPECT_EQ(error_of(end(eve_, poll)), ChatErrc::not_moderator);
    EXPECT_TRUE(run(polls_.open_of(room_)));
    const auto ended = end(ada_, poll);

    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->ended_at, now_);
    EXPECT_EQ(votes(*ended), (Counts{0, 1, 0}));
    EXPECT_EQ(error_of(vote(eve_, poll, 0)), RoomErrc::poll_over);
    EXPECT_FALSE(run(polls_.open_of(room_)));
    EXPECT_EQ(error_of(end(ada_, PollId::make())), RoomErrc::poll_not_found);
}

TEST_P(PollsContract, there_is_one_at_a_time) {
    const auto first = start(ada_);
    ASSERT_TRUE(first);

    EXPECT_EQ(error_of(start(ada_)), RoomErrc::poll_open);
    EXPECT_EQ(run(polls_.open_of(room_)), *first);
    ASSERT_TRUE(end(ada_, first->id));
    const auto second = start(ada_);
    ASSERT_TRUE(second);
    EXPECT_EQ(run(polls_.open_of(room_)), *second);
}

TEST_P(PollsContract, is_begun_by_who_moderates) {
    EXPECT_EQ(error_of(start(eve_)), ChatErrc::not_moderator);
    EXPECT_TRUE(start(eve_, {}, true));
    EXPECT_EQ(test::count(*opened_.database, "SELECT COUNT(*) FROM audit"), 1);
    EXPECT_EQ(error_of(run(polls_.start(
                  {.user = ada_.user},
                  {.stream = StreamId::make(), .question = "?", .options = {"a", "b"}}))),
              ChatErrc::stream_not_found);
}

TEST_P(PollsContract, a_poll_that_is_none_is_refused_field_by_field) {
    const auto answer = run(
        polls_.start({.user = ada_.user}, {.stream = room_, .question = " ", .options = {"a"}}));

    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().reason, RoomErrc::invalid_poll);
    EXPECT_EQ(answer.error().fields.size(), 2u);
    EXPECT_EQ(told_, 0u);
}

TEST_P(PollsContract, who_has_left_has_no_vote) {
    const auto poll = start(ada_)->id;
    ASSERT_TRUE(vote(eve_, poll, 1));
    RemovalsRepository removals(*opened_.database);
    ASSERT_TRUE(run(removals.remove(eve_.user, now_)));

    EXPECT_EQ(votes(*run(polls_.open_of(room_))), (Counts{0, 0, 0}));
}

INSTANTIATE_TEST_SUITE_P(On, PollsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
