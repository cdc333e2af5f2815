#include "serve/hls/sessions.hpp"

#include <gtest/gtest.h>

#include "live/testing.hpp"

namespace freshet::hls {
namespace {

using namespace std::chrono_literals;

/// One stream on air, "ada", and a clock that moves when told to.
class HlsSessions : public ::testing::Test {
protected:
    HlsSessions() { now_ = MonoTime(1h); }

    Sessions make(Sessions::Config config = {}) {
        config.clock = [] { return now_; };
        return {std::move(config), [this](std::string_view name) { return stage_.hub.find(name); }};
    }

    [[nodiscard]] std::uint32_t viewers() const { return stage_.hub.find("ada")->viewers(); }

    static inline MonoTime now_;
    live::testing::Stage stage_;
    Result<live::Publication> publication_ = stage_.publish(stage_.home);
};

TEST_F(HlsSessions, a_session_that_goes_on_asking_is_one_viewer_of_its_stream) {
    auto sessions = make();
    const auto name = sessions.issue();

    for (int i = 0; i < 20; ++i) {
        sessions.seen({.session = name, .handle_or_id = "ada", .target = 2s});
        sessions.seen({.session = name, .handle_or_id = to_string(stage_.broadcast.id)});
        sessions.sweep();
        EXPECT_EQ(viewers(), 1u);
        now_ += 2s;
    }

    EXPECT_EQ(sessions.count(), 1u);
}

TEST_F(HlsSessions, each_session_is_a_viewer_of_its_own) {
    auto sessions = make();

    for (int i = 0; i < 100; ++i) {
        sessions.seen({.session = sessions.issue(), .handle_or_id = "ada"});
    }

    EXPECT_EQ(sessions.count(), 100u);
    EXPECT_EQ(viewers(), 100u);
}

TEST_F(HlsSessions, who_has_not_asked_for_ten_seconds_is_gone) {
    auto sessions = make();
    sessions.seen({.session = sessions.issue(), .handle_or_id = "ada", .target = 2s});

    now_ += 9'999ms;
    sessions.sweep();
    EXPECT_EQ(viewers(), 1u);

    now_ += 1ms;
    sessions.sweep();
    EXPECT_EQ(viewers(), 0u);
    EXPECT_EQ(sessions.count(), 0u);
}

TEST_F(HlsSessions, long_segments_give_three_target_durations) {
    auto sessions = make();
    sessions.seen({.session = sessions.issue(), .handle_or_id = "ada", .target = 9s});

    now_ += 26s;
    sessions.sweep();
    EXPECT_EQ(viewers(), 1u);

    now_ += 1s;
    sessions.sweep();
    EXPECT_EQ(viewers(), 0u);
}

TEST_F(HlsSessions, names_that_were_not_given_out_count_for_nothing) {
    auto sessions = make();
    auto forged = sessions.issue();
    forged.back() = forged.back() == '0' ? '1' : '0';
    auto shouted = sessions.issue();
    shouted[0] = 'G';
    const auto longer = sessions.issue() + "0";

    for (const auto& name : {forged, shouted, longer, std::string(), std::string(32, '0'),
                             std::string("../../etc/passwd"), std::string(16'000, 'a')}) {
        sessions.seen({.session = name, .handle_or_id = "ada"});
    }

    EXPECT_EQ(sessions.count(), 0u);
    EXPECT_EQ(viewers(), 0u);
}

TEST_F(HlsSessions, a_stream_that_is_not_on_air_has_no_viewers) {
    auto sessions = make();

    sessions.seen({.session = sessions.issue(), .handle_or_id = "bob"});

    EXPECT_EQ(sessions.count(), 0u);
}

TEST_F(HlsSessions, outlive_a_restart_with_the_same_secret_and_no_other) {
    const auto name = make({.secret = SecretText("one secret of many")}).issue();

    auto same = make({.secret = SecretText("one secret of many")});
    auto other = make({.secret = SecretText("another secret")});
    same.seen({.session = name, .handle_or_id = "ada"});
    other.seen({.session = name, .handle_or_id = "ada"});

    EXPECT_EQ(same.count(), 1u);
    EXPECT_EQ(other.count(), 0u);
}

TEST_F(HlsSessions, are_no_more_than_they_may_be) {
    auto sessions = make({.sessions_max = 64});

    for (int i = 0; i < 2000; ++i) {
        sessions.seen({.session = sessions.issue(), .handle_or_id = "ada"});
    }

    EXPECT_EQ(sessions.count(), 64u);
    EXPECT_EQ(viewers(), 64u);
}

TEST_F(HlsSessions, count_in_the_peak_of_their_stream) {
    auto sessions = make();
    for (int i = 0; i < 3; ++i) {
        sessions.seen({.session = sessions.issue(), .handle_or_id = "ada"});
    }
    now_ += 1min;
    sessions.sweep();

    stage_.at(stage_.home, [&] { publication_->unpublish(); });

    EXPECT_EQ(stage_.observer.last.viewers_peak, 3u);
}

}  // namespace
}  // namespace freshet::hls
