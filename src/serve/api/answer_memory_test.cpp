#include "serve/api/answer_memory.hpp"

#include <gtest/gtest.h>

namespace freshet::api {
namespace {

using namespace std::chrono_literals;

class AnswerMemoryTest : public testing::Test {
protected:
    void keep(const std::string& question, const std::string& answer) {
        memory_.keep(question, std::make_shared<const std::string>(answer), memory_.age(), now_);
    }
    std::string find(std::string_view question) {
        const auto found = memory_.find(question, now_);
        return found ? *found : "nothing";
    }

    AnswerMemory memory_{{.life = 1s, .answers_max = 3, .answer_bytes_max = 10}};
    MonoTime now_{};
};

TEST_F(AnswerMemoryTest, gives_an_answer_again_as_long_as_it_lives) {
    EXPECT_EQ(find("?"), "nothing");
    keep("?", "one");

    now_ += 999ms;

    EXPECT_EQ(find("?"), "one");
    EXPECT_EQ(find("??"), "nothing");
}

TEST_F(AnswerMemoryTest, lets_one_asker_make_the_next_while_the_others_get_the_old_one) {
    keep("?", "one");
    now_ += 1s;

    EXPECT_EQ(find("?"), "nothing");
    EXPECT_EQ(find("?"), "one");
    keep("?", "two");
    EXPECT_EQ(find("?"), "two");
}

TEST_F(AnswerMemoryTest, gives_nothing_that_is_older_than_two_lives) {
    keep("?", "one");
    now_ += 2s;

    EXPECT_EQ(find("?"), "nothing");
    EXPECT_EQ(find("?"), "nothing");
}

TEST_F(AnswerMemoryTest, forgets_when_something_changes) {
    keep("?", "one");

    memory_.forget();

    EXPECT_EQ(find("?"), "nothing");
}

TEST_F(AnswerMemoryTest, keeps_nothing_that_was_made_before_a_change) {
    const auto before = memory_.age();
    memory_.forget();

    memory_.keep("?", std::make_shared<const std::string>("old"), before, now_);

    EXPECT_EQ(find("?"), "nothing");
}

TEST_F(AnswerMemoryTest, has_bounds) {
    keep("long", "more than ten bytes");
    EXPECT_EQ(find("long"), "nothing");

    for (const auto* question : {"a", "b", "c", "d"}) keep(question, "x");

    EXPECT_EQ(find("a"), "nothing");
    EXPECT_EQ(find("d"), "x");
}

TEST_F(AnswerMemoryTest, lets_the_dead_go_before_the_living) {
    keep("a", "x");
    now_ += 2s;
    for (const auto* question : {"b", "c", "d"}) keep(question, "x");

    EXPECT_EQ(find("b"), "x");
}

}  // namespace
}  // namespace freshet::api
