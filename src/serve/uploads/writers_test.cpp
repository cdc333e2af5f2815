#include "serve/uploads/writers.hpp"

#include <memory>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "serve/api/error.hpp"

namespace freshet::uploads {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

/// What somebody was told who asked for an upload; nothing yet: still waits.
using Told = std::shared_ptr<std::optional<Result<Writers::Claim>>>;

asio::awaitable<void> wait_for_claim(Writers& writers, VideoId video,
                                     std::function<void()> interrupt, Writers::Manner manner,
                                     Told told) {
    told->emplace(co_await writers.claim(video, std::move(interrupt), manner));
}

class WritersTest : public testing::Test {
protected:
    Told ask(Writers& writers, std::function<void()> interrupt = {},
             Writers::Manner manner = Writers::Manner::polite) {
        auto told = std::make_shared<std::optional<Result<Writers::Claim>>>();
        (void)asio::co_spawn(context_,
                             wait_for_claim(writers, video_, std::move(interrupt), manner, told),
                             asio::use_future);
        return told;
    }

    Result<Writers::Claim> claim(Writers& writers, std::function<void()> interrupt = {}) {
        const auto told = ask(writers, std::move(interrupt));
        context_.run();
        context_.restart();
        return std::move(told->value());
    }

    /// Runs what can run now.
    void settle() {
        context_.restart();
        context_.poll();
    }

    asio::io_context context_;
    VideoId video_ = VideoId::make();
};

TEST_F(WritersTest, a_newcomer_interrupts_who_has_gone_silent_and_comes_in_when_it_has_let_go) {
    MonoTime now{};
    Writers writers({.patience = hours(1), .clock = [&] { return now; }});
    int interrupted = 0;
    std::optional<Result<Writers::Claim>> first(claim(writers, [&] { ++interrupted; }));
    ASSERT_TRUE(*first);
    now += Writers::Config{}.silence;
    auto second = ask(writers);
    settle();
    EXPECT_EQ(interrupted, 1);
    EXPECT_FALSE(second->has_value());

    first.reset();
    settle();

    ASSERT_TRUE(second->has_value());
    EXPECT_TRUE(second->value());
}

TEST_F(WritersTest, who_does_not_let_go_locks_the_newcomer_out) {
    MonoTime now{};
    Writers writers({.patience = milliseconds(5), .clock = [&] { return now; }});
    const auto first = claim(writers);
    now += Writers::Config{}.silence;
    const auto second = claim(writers);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error(), api::Errc::upload_locked);
}

TEST_F(WritersTest, who_still_writes_is_not_interrupted_and_locks_the_newcomer_out) {
    MonoTime now{};
    Writers writers({.courtesy = milliseconds(5), .clock = [&] { return now; }});
    int interrupted = 0;
    auto first = claim(writers, [&] { ++interrupted; });
    now += Writers::Config{}.silence;
    first->heard();

    const auto second = claim(writers);

    ASSERT_FALSE(second);
    EXPECT_EQ(second.error(), api::Errc::upload_locked);
    EXPECT_EQ(interrupted, 0);
}

TEST_F(WritersTest, who_wants_no_more_to_be_written_interrupts_at_once) {
    Writers writers({.patience = hours(1)});
    int interrupted = 0;
    const auto first = claim(writers, [&] { ++interrupted; });
    const auto second = ask(writers, {}, Writers::Manner::firm);
    settle();
    EXPECT_EQ(interrupted, 1);
}

TEST_F(WritersTest, are_no_more_than_there_is_memory_for) {
    Writers writers({.writers_max = 1});
    const auto first = claim(writers);
    video_ = VideoId::make();
    const auto second = claim(writers);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error(), api::Errc::unavailable);
}

TEST_F(WritersTest, who_asks_how_far_it_is_waits_only_for_one_that_is_about_to_end) {
    Writers writers({.patience = hours(1)});
    std::optional<Result<Writers::Claim>> writer(claim(writers));
    auto at_once = asio::co_spawn(context_, writers.settled(video_), asio::use_future);
    settle();
    EXPECT_EQ(at_once.wait_for(milliseconds(0)), std::future_status::ready);

    (*writer)->finish();
    auto later = asio::co_spawn(context_, writers.settled(video_), asio::use_future);
    settle();
    EXPECT_EQ(later.wait_for(milliseconds(0)), std::future_status::timeout);
    writer.reset();
    settle();
    EXPECT_EQ(later.wait_for(milliseconds(0)), std::future_status::ready);
}

}  // namespace
}  // namespace freshet::uploads
