#include "community/poll_counts.hpp"

#include <gtest/gtest.h>

namespace freshet::community {
namespace {

using namespace std::chrono_literals;

class PollCountsTest : public testing::Test {
protected:
    static Poll poll(PollId id, std::uint64_t votes) {
        return {.id = id, .stream = {}, .question = {}, .options = {{"One", votes}}};
    }

    std::optional<std::uint64_t> votes() {
        const auto found = counts_.recent(id_, now_);
        return found ? std::optional(found->options[0].votes) : std::nullopt;
    }

    PollId id_ = PollId::make();
    WallTime now_{1h};
    PollCounts counts_;
};

TEST_F(PollCountsTest, are_known_for_a_second) {
    EXPECT_FALSE(votes());
    counts_.note(poll(id_, 1), now_);

    EXPECT_EQ(votes(), 1u);
    now_ += 999ms;
    EXPECT_EQ(votes(), 1u);
    now_ += 1ms;
    EXPECT_FALSE(votes());
}

TEST_F(PollCountsTest, are_made_anew_by_one_while_others_go_on_with_the_old) {
    counts_.note(poll(id_, 1), now_);
    now_ += 1s;

    EXPECT_FALSE(votes());
    EXPECT_EQ(votes(), 1u);
    counts_.note(poll(id_, 2), now_);
    EXPECT_EQ(votes(), 2u);
}

TEST_F(PollCountsTest, do_not_become_older) {
    counts_.note(poll(id_, 2), now_);
    counts_.note(poll(id_, 1), now_ - 1ms);

    EXPECT_EQ(votes(), 2u);
}

TEST_F(PollCountsTest, stand_no_longer_for_a_clock_that_was_set_back) {
    counts_.note(poll(id_, 1), now_);
    now_ -= 1min;

    EXPECT_FALSE(votes());
    counts_.note(poll(id_, 2), now_);
    EXPECT_EQ(votes(), 2u);
}

TEST_F(PollCountsTest, are_so_many_and_the_oldest_is_forgotten) {
    counts_.note(poll(id_, 1), now_ - 1ms);
    const auto kept = PollId::make();
    counts_.note(poll(kept, 1), now_);
    for (std::size_t i = 2; i <= PollCounts::count_max; ++i)
        counts_.note(poll(PollId::make(), 1), now_);

    EXPECT_FALSE(votes());
    EXPECT_TRUE(counts_.recent(kept, now_));
}

}  // namespace
}  // namespace freshet::community
