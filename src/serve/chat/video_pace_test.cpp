#include "serve/chat/video_pace.hpp"

#include <gtest/gtest.h>

namespace freshet::chat {

namespace {

using namespace std::chrono_literals;

class VideoPaceTest : public testing::Test {
protected:
    static VideoProgressed news(std::string status, std::uint32_t progress) {
        return {.owner = {},
                .video = video_,
                .status = std::move(status),
                .progress = progress,
                .at = {}};
    }

    static inline const VideoId video_ = VideoId::make();
    MonoTime now_{1h};
    VideoPace pace_{1000ms};
};

TEST_F(VideoPaceTest, the_first_news_goes_out_at_once_and_the_last_of_a_second_after_it) {
    EXPECT_TRUE(pace_.hear(news("PROCESSING", 1), now_));
    EXPECT_FALSE(pace_.hear(news("PROCESSING", 2), now_ + 10ms));
    EXPECT_FALSE(pace_.hear(news("PROCESSING", 3), now_ + 20ms));
    EXPECT_TRUE(pace_.take_due(now_ + 999ms).empty());
    EXPECT_EQ(pace_.deadline(), now_ + 1s);

    const auto due = pace_.take_due(now_ + 1s);

    ASSERT_EQ(due.size(), 1u);
    EXPECT_EQ(due[0].progress, 3u);
    EXPECT_FALSE(pace_.hear(news("PROCESSING", 4), now_ + 1500ms));
}

TEST_F(VideoPaceTest, another_status_waits_for_nothing_and_outdates_what_waited) {
    EXPECT_TRUE(pace_.hear(news("PROCESSING", 1), now_));
    EXPECT_FALSE(pace_.hear(news("PROCESSING", 99), now_ + 10ms));

    EXPECT_TRUE(pace_.hear(news("READY", 100), now_ + 20ms));

    EXPECT_TRUE(pace_.take_due(now_ + 5s).empty());
}

TEST_F(VideoPaceTest, videos_do_not_wait_for_one_another) {
    EXPECT_TRUE(pace_.hear(news("PROCESSING", 1), now_));
    auto other = news("PROCESSING", 1);
    other.video = VideoId::make();

    EXPECT_TRUE(pace_.hear(other, now_));
}

TEST_F(VideoPaceTest, a_video_that_nothing_is_told_of_is_forgotten) {
    EXPECT_TRUE(pace_.hear(news("READY", 100), now_));
    EXPECT_TRUE(pace_.deadline());

    EXPECT_TRUE(pace_.take_due(now_ + 1s).empty());

    EXPECT_FALSE(pace_.deadline());
}

}  // namespace

}  // namespace freshet::chat
