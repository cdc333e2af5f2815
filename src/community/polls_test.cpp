#include "community/polls.hpp"

#include <string>

#include <gtest/gtest.h>

namespace freshet::community {
namespace {

using namespace std::chrono_literals;

PollDraft draft() {
    return {.stream = StreamId::make(), .question = "Which map?", .options = {"One", "Two"}};
}

/// The fields that are wrong, with the codes.
std::string faults(const PollDraft& poll) {
    std::string text;
    for (const auto& error : PollRules().check(poll)) text += error.field + ' ' + error.code + '\n';
    return text;
}

TEST(PollRules, a_question_has_2_to_10_answers) {
    auto poll = draft();
    EXPECT_EQ(faults(poll), "");
    poll.options.resize(10, "More");
    EXPECT_EQ(faults(poll), "");
    poll.options.resize(11, "More");
    EXPECT_EQ(faults(poll), "options bad_count\n");
    poll.options.resize(1);
    EXPECT_EQ(faults(poll), "options bad_count\n");
}

TEST(PollRules, lengths_are_characters) {
    auto poll = draft();
    poll.question.clear();
    for (int i = 0; i < 200; ++i) poll.question += "\xd0\xb6";
    poll.options[1] = std::string(80, 'a');
    EXPECT_EQ(faults(poll), "");

    poll.question += 'a';
    poll.options[1] += 'a';
    poll.options[0] = "";
    EXPECT_EQ(faults(poll), "question bad_length\noptions[0] bad_length\noptions[1] bad_length\n");
}

TEST(PollRules, texts_are_lines_of_utf8) {
    auto poll = draft();
    poll.question = "One\nTwo";
    poll.options[0] = "\xff";

    EXPECT_EQ(faults(poll), "question invalid_text\noptions[0] invalid_text\n");
}

TEST(PollRules, a_poll_lasts_10_seconds_to_a_day) {
    auto poll = draft();
    for (const auto good : {10s, 24 * 3600s}) {
        poll.lasts = good;
        EXPECT_EQ(faults(poll), "");
    }
    for (const auto bad : {0s, 9s, -1s, 24 * 3600s + 1s}) {
        poll.lasts = bad;
        EXPECT_EQ(faults(poll), "seconds out_of_range\n");
    }
}

TEST(Poll, is_over_when_its_time_is_or_when_somebody_says_so) {
    const WallTime now{1000s};
    Poll poll{.id = {}, .stream = {}, .question = {}};
    EXPECT_FALSE(poll.is_over(now));
    poll.ends_at = now + 1ms;
    EXPECT_FALSE(poll.is_over(now));
    EXPECT_TRUE(poll.is_over(now + 1ms));
    poll.ended_at = now - 1s;
    EXPECT_TRUE(poll.is_over(now));
}

}  // namespace
}  // namespace freshet::community
