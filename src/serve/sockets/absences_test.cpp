#include "serve/sockets/absences.hpp"

#include <gtest/gtest.h>

namespace freshet::sockets {
namespace {

using namespace std::chrono_literals;

/// Counts how many there are.
struct Counted final : Memory {
    explicit Counted(int& its_count) : count(its_count) { ++count; }
    ~Counted() override { --count; }
    int& count;
};

struct AbsencesTest : ::testing::Test {
    void keep(const std::string& pid, MonoTime now) {
        absences.keep({.sid = "s", .pid = pid, .memory = std::make_unique<Counted>(memories)}, now);
    }

    int memories = 0;
    Absences absences{{.clients_max = 3, .time_max = 60s}};
    const MonoTime start{};
};

TEST_F(AbsencesTest, let_a_client_come_back_once) {
    keep("a", start);

    const auto back = absences.take("a", start + 59s);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->pid, "a");
    EXPECT_EQ(back->sid, "s");
    EXPECT_NE(back->memory, nullptr);
    EXPECT_FALSE(absences.take("a", start + 59s));
    EXPECT_FALSE(absences.take("b", start));
}

TEST_F(AbsencesTest, forget_who_stays_away_for_too_long) {
    keep("a", start);
    keep("b", start + 1s);

    EXPECT_FALSE(absences.take("a", start + 60s));
    EXPECT_EQ(memories, 1);
    absences.forget(start + 61s);
    EXPECT_EQ(memories, 0);
}

TEST_F(AbsencesTest, are_bounded_and_forget_who_left_first) {
    for (const auto* pid : {"a", "b", "c", "d"}) keep(pid, start);

    EXPECT_EQ(absences.size(), 3u);
    EXPECT_EQ(memories, 3);
    EXPECT_FALSE(absences.take("a", start));
    EXPECT_TRUE(absences.take("d", start));
}

TEST_F(AbsencesTest, count_from_the_last_time_that_a_client_was_lost) {
    keep("a", start);
    ASSERT_TRUE(absences.take("a", start + 50s));

    keep("a", start + 55s);

    EXPECT_TRUE(absences.take("a", start + 100s));
}

}  // namespace
}  // namespace freshet::sockets
