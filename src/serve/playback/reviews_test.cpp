#include "serve/playback/reviews.hpp"

#include <algorithm>
#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "serve/playback/testing/house.hpp"

namespace freshet::playback {
namespace {

using channels::Audience;
using channels::Ground;
using channels::Standing;
using channels::Visibility;

/// Knows of some that they still follow, and how it was asked.
class FakeRows final : public channels::AccessRepository {
public:
    asio::awaitable<std::vector<std::pair<StreamId, channels::Access>>> on_air() override {
        co_return streams;
    }

    asio::awaitable<std::vector<Standing>> standings(std::vector<channels::Watcher> watchers,
                                                     WallTime) override {
        questions.push_back(watchers.size());
        std::vector<Standing> found;
        for (const auto& each : watchers)
            found.push_back({.is_member = true, .follows = followers.contains(each.user)});
        co_return found;
    }

    std::vector<std::pair<StreamId, channels::Access>> streams;
    std::set<UserId> followers;
    std::vector<std::size_t> questions;
};

class ReviewsTest : public ::testing::Test, protected testing::House {
protected:
    ReviewsTest() { set(stream_, Visibility::public_, Audience::followers); }

    PassPtr enter(UserId viewer) {
        return admission.start(stream_, token(stream_, Ground::follower, viewer)).value();
    }

    void round() {
        asio::io_context loop;
        asio::co_spawn(loop, reviews_.round(), [](std::exception_ptr failure) {
            if (failure) std::rethrow_exception(failure);
        });
        loop.run();
    }

    StreamId stream_ = StreamId::make();
    FakeRows rows_;
    Reviews reviews_{admission, rows_, [this] { return wall; }};
};

TEST_F(ReviewsTest, who_has_lost_the_right_is_let_go_and_nobody_else) {
    const auto stays = UserId::make();
    const auto leaves = UserId::make();
    rows_.followers = {stays};
    const auto kept = enter(stays);
    const auto ended = enter(leaves);

    round();

    EXPECT_TRUE(kept->is_good());
    EXPECT_FALSE(ended->is_good());
    EXPECT_EQ(rows_.questions, std::vector<std::size_t>{2}) << "one question for both";
}

TEST_F(ReviewsTest, a_full_house_is_asked_for_in_bites) {
    std::vector<PassPtr> passes;
    for (int i = 0; i < 1001; ++i) {
        const auto viewer = UserId::make();
        if (i % 2 == 0) rows_.followers.insert(viewer);
        passes.push_back(enter(viewer));
    }

    round();

    EXPECT_EQ(rows_.questions, (std::vector<std::size_t>{500, 500, 1}));
    EXPECT_EQ(std::ranges::count_if(passes, [](const auto& pass) { return pass->is_good(); }), 501);
    for (const auto& pass : passes)
        EXPECT_EQ(pass->is_good(), rows_.followers.contains(pass->viewer()));
}

TEST_F(ReviewsTest, what_the_row_of_a_stream_says_holds) {
    const auto viewer = UserId::make();
    rows_.followers = {viewer};
    const auto pass = enter(viewer);
    rows_.streams = {
        {stream_, {.channel = channel, .owner = owner, .visibility = Visibility::private_}}};

    round();

    EXPECT_FALSE(pass->is_good());
}

}  // namespace
}  // namespace freshet::playback
