#include "serve/sockets/shared_writes.hpp"

#include <gtest/gtest.h>

namespace freshet::sockets {
namespace {

constexpr auto kebab = Dialect::kebab;
constexpr auto snake = Dialect::snake;

struct SharedWritesTest : ::testing::Test {
    void publish(bool in_kebab, bool in_snake) {
        const Event event{.name = "n", .data = {}};
        topic.log.append(make_edition(
            "a", {.kebab = in_kebab ? event : Event(), .snake = in_snake ? event : Event()},
            ++number));
    }

    Number number = 0;
    Followed topic{.log = TopicLog(1024 * 1024, 0)};
    Followed other{.log = TopicLog(1024 * 1024, 0)};
    SharedWrites writes;
};

TEST_F(SharedWritesTest, list_what_came_since_the_last_pass_for_who_has_had_all_before) {
    publish(true, true);
    topic.passed_to = topic.log.head();
    publish(true, true);
    publish(true, true);

    writes.prepare(topic);

    const auto* write = writes.find(topic, kebab, 1);
    ASSERT_NE(write, nullptr);
    EXPECT_EQ(write->to, 3u);
    ASSERT_EQ(write->places.size(), 2u);
    EXPECT_EQ(write->places[0].iov_base, topic.log[1]->in(kebab).frame.bytes().data());
    EXPECT_EQ(write->size_bytes, write->places[0].iov_len + write->places[1].iov_len);
    EXPECT_EQ(writes.find(topic, kebab, 0), nullptr);
    EXPECT_EQ(writes.find(topic, kebab, 2), nullptr);
    EXPECT_EQ(writes.find(other, kebab, 1), nullptr);
    writes.clear();
    EXPECT_EQ(writes.find(topic, kebab, 1), nullptr);
}

TEST_F(SharedWritesTest, begin_with_what_the_dialect_hears) {
    publish(true, false);
    publish(false, true);
    publish(true, false);

    writes.prepare(topic);

    ASSERT_NE(writes.find(topic, kebab, 0), nullptr);
    EXPECT_EQ(writes.find(topic, kebab, 0)->places.size(), 2u);
    ASSERT_NE(writes.find(topic, snake, 1), nullptr);
    EXPECT_EQ(writes.find(topic, snake, 1)->to, 3u);
    EXPECT_EQ(writes.find(topic, snake, 0), nullptr);
}

TEST_F(SharedWritesTest, are_no_longer_than_one_write_may_be) {
    for (int i = 0; i < 1000; ++i) publish(true, true);

    writes.prepare(topic);

    const auto* write = writes.find(topic, kebab, 0);
    ASSERT_NE(write, nullptr);
    EXPECT_EQ(write->places.size(), 256u);
    EXPECT_EQ(write->to, 256u);
}

}  // namespace
}  // namespace freshet::sockets
