#include "serve/sockets/topics.hpp"

#include <gtest/gtest.h>

namespace freshet::sockets {
namespace {

using namespace std::chrono_literals;

constexpr auto kebab = Dialect::kebab;
constexpr auto snake = Dialect::snake;

EditionPtr edition(const Topic& topic, Number number, std::size_t data_bytes = 1) {
    const auto data = '"' + std::string(data_bytes, 'x') + '"';
    return make_edition(topic, {.kebab = {.name = "n", .data = data}, .snake = {}}, number);
}

TEST(TopicLog, begins_after_a_number_whether_or_not_it_was_its_own) {
    TopicLog log(1024, 0);
    log.append(edition("a", 3));
    log.append(edition("a", 7));

    EXPECT_EQ(log.after(0, kebab), 0u);
    EXPECT_EQ(log.after(2, kebab), 0u);
    EXPECT_EQ(log.after(3, kebab), 1u);
    EXPECT_EQ(log.after(6, kebab), 1u);
    EXPECT_EQ(log.after(7, kebab), 2u);
    EXPECT_EQ(log.after(100, kebab), 2u);
}

TEST(TopicLog, knows_to_the_number_what_has_fallen_off) {
    TopicLog log(1024, 0);
    for (const Number number : {3u, 7u, 9u}) log.append(edition("a", number));

    log.drop_oldest();
    log.drop_oldest();

    EXPECT_EQ(log.after(6, kebab), std::nullopt);
    EXPECT_EQ(log.after(7, kebab), 2u);
    EXPECT_FALSE(log.reaches_back_to(1, kebab));
    EXPECT_TRUE(log.reaches_back_to(2, kebab));
}

TEST(TopicLog, loses_nothing_for_a_dialect_that_would_not_have_heard_it) {
    TopicLog log(1024, 0);
    log.append(edition("a", 3));
    log.append(edition("a", 7));

    log.drop_oldest();

    EXPECT_TRUE(log.reaches_back_to(0, snake));
    EXPECT_EQ(log.after(0, snake), 1u);
    EXPECT_EQ(log.newest(snake), 0u);
    EXPECT_EQ(log.newest(kebab), 7u);
}

TEST(TopicLog, is_bounded_in_each_dialect_but_holds_the_newest) {
    TopicLog log(1000, 0);
    for (Number number = 1; number <= 100; ++number) log.append(edition("a", number, 100));

    EXPECT_LE(log.size_bytes(), 1000u);
    EXPECT_GT(log.size_bytes(), 800u);
    EXPECT_EQ(log[log.head() - 1]->number, 100u);
    log.append(edition("a", 101, 5000));
    EXPECT_EQ(log.head() - log.tail(), 1u);
}

struct TopicsTest : ::testing::Test {
    void append(const Topic& topic, Number number, MonoTime now = {}, std::size_t bytes = 1) {
        topics.append(edition(topic, number, bytes), now);
        for (auto* waiting : topics.take_waiting()) {
            waiting->waits_for_pass = false;
            topics.release(*waiting);
        }
    }

    Topics topics{{.log_bytes_max = 10'000, .all_bytes_max = 20'000, .age_max = 60s}};
    const MonoTime start{};
};

TEST_F(TopicsTest, keep_news_that_nobody_follows_for_as_long_as_somebody_may_come_back) {
    append("a", 1, start);
    append("a", 2, start + 10s);

    topics.age(start + 59s);
    EXPECT_EQ(topics.at("a").log.after(0, kebab), 0u);
    topics.age(start + 60s);
    EXPECT_EQ(topics.at("a").log.after(0, kebab), std::nullopt);
    EXPECT_EQ(topics.at("a").log.after(1, kebab), 1u);
    topics.age(start + 70s);
    EXPECT_EQ(topics.size(), 0u);
    EXPECT_EQ(topics.size_bytes(), 0u);
}

TEST_F(TopicsTest, remember_that_something_was_dropped_with_its_topic) {
    append("a", 5, start);
    topics.age(start + 60s);
    ASSERT_EQ(topics.size(), 0u);

    EXPECT_EQ(topics.at("a").log.after(4, kebab), std::nullopt);
    EXPECT_EQ(topics.at("a").log.after(5, kebab), 0u);
}

TEST_F(TopicsTest, stay_while_they_are_followed) {
    auto& topic = topics.at("a");
    topic.followers.push_back(nullptr);
    append("a", 1, start);
    topics.age(start + 1h);
    EXPECT_EQ(topics.size(), 1u);

    topic.followers.clear();
    topics.release(topic);
    EXPECT_EQ(topics.size(), 0u);
}

TEST_F(TopicsTest, are_bounded_together_and_the_oldest_goes_first) {
    append("a", 1, start, 8'000);
    append("b", 2, start, 8'000);
    append("c", 3, start, 8'000);

    EXPECT_LE(topics.size_bytes(), 20'000u);
    EXPECT_EQ(topics.at("a").log.after(0, kebab), std::nullopt);
    EXPECT_EQ(topics.at("b").log.after(1, kebab), 0u);
    EXPECT_EQ(topics.at("c").log.after(1, kebab), 0u);
}

TEST_F(TopicsTest, know_nothing_for_long_of_what_has_fallen_off_a_busy_log) {
    append("quiet", 1, start);
    for (Number number = 2; number <= 100'000; ++number) append("busy", number, start + 1s, 1'000);

    EXPECT_LE(topics.dated(), 2'000u);
    EXPECT_EQ(topics.at("quiet").log.after(0, kebab), 0u);
    topics.age(start + 60s);
    EXPECT_EQ(topics.size(), 1u);
    topics.age(start + 61s);
    EXPECT_EQ(topics.size(), 0u);
    EXPECT_EQ(topics.dated(), 0u);
    EXPECT_EQ(topics.size_bytes(), 0u);
}

/// The oldest of all may have gone before, for the size of its own log.
TEST_F(TopicsTest, drop_what_has_fallen_off_its_log_no_second_time) {
    for (Number number = 1; number <= 50; ++number) append("a", number, start, 3'000);
    append("b", 51, start, 3'000);

    topics.age(start + 60s);

    EXPECT_EQ(topics.size(), 0u);
    EXPECT_EQ(topics.size_bytes(), 0u);
}

}  // namespace
}  // namespace freshet::sockets
