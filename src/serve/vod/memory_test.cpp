#include "serve/vod/memory.hpp"

#include <string>

#include <gtest/gtest.h>

namespace freshet::vod {
namespace {

using namespace std::chrono_literals;

struct MemoryTest : ::testing::Test {
    using Texts = Memory<int, std::string>;

    void keep(int key, const std::string& text, std::size_t weight = 1) {
        texts.keep(key, std::make_shared<const std::string>(text), texts.age(), now, weight);
    }
    std::string find(int key) { return text_of(texts.find(key, now)); }
    std::string recall(int key) { return text_of(texts.recall(key, now)); }

    static std::string text_of(const Texts::Ptr& found) { return found ? *found : "nothing"; }

    MonoTime now{1h};
    Texts texts{{.fresh = 5s, .life = 10s, .kept = 60s, .weight_max = 3}};
};

TEST_F(MemoryTest, one_asker_looks_anew_while_the_others_go_by_what_is_known) {
    keep(1, "one");
    now += 5s;

    EXPECT_EQ(find(1), "nothing");
    EXPECT_EQ(find(1), "one");
    now += 5s;
    EXPECT_EQ(find(1), "nothing");
    EXPECT_EQ(find(1), "nothing");
}

TEST_F(MemoryTest, what_has_had_its_life_can_be_recalled_for_a_while) {
    keep(1, "one");
    now += 59s;
    EXPECT_EQ(recall(1), "one");
    texts.sweep(now);
    EXPECT_EQ(texts.size(), 1u);

    now += 1s;
    EXPECT_EQ(recall(1), "nothing");
    texts.sweep(now);
    EXPECT_EQ(texts.size(), 0u);
}

TEST_F(MemoryTest, what_was_found_before_something_was_forgotten_is_not_kept) {
    const auto age = texts.age();
    texts.forget(1);
    texts.keep(1, std::make_shared<const std::string>("old"), age, now);

    EXPECT_EQ(find(1), "nothing");
}

TEST_F(MemoryTest, what_is_forgotten_cannot_be_recalled) {
    keep(1, "one");
    keep(2, "two");
    texts.forget(1);
    texts.forget_if([](int key) { return key == 2; });

    EXPECT_EQ(recall(1), "nothing");
    EXPECT_EQ(recall(2), "nothing");
}

TEST_F(MemoryTest, what_was_not_used_for_longest_goes_first) {
    keep(1, "one");
    keep(2, "two");
    keep(3, "three");
    EXPECT_EQ(find(1), "one");
    keep(4, "four");

    EXPECT_EQ(find(1), "one");
    EXPECT_EQ(find(2), "nothing");
    EXPECT_EQ(find(3), "three");
}

TEST_F(MemoryTest, what_is_heavy_pushes_out_what_is_light) {
    keep(1, "one");
    keep(2, "two");
    keep(3, "heavy", 3);
    EXPECT_EQ(find(3), "heavy");
    EXPECT_EQ(texts.size(), 1u);

    keep(4, "too heavy", 4);
    EXPECT_EQ(texts.size(), 0u);
}

}  // namespace
}  // namespace freshet::vod
