#include "serve/vod/admission.hpp"

#include <gtest/gtest.h>

#include "serve/playback/error.hpp"
#include "serve/vod/testing/cinema.hpp"

namespace freshet::vod {
namespace {

using namespace std::chrono_literals;
using playback::Errc;
using testing::run;

struct VideoAdmission : ::testing::Test {
    /// Who is let in; else why not.
    Result<Admitted> admit(const std::string& token = {}) {
        return run(cinema.admission.admit(cinema.id, token));
    }
    ErrorCode refusal(const std::string& token = {}) {
        const auto admitted = admit(token);
        return admitted ? ErrorCode() : admitted.error();
    }
    bool comes_in(const std::string& token = {}) { return admit(token).has_value(); }

    /// Nobody hears of it: another node's.
    void change_elsewhere(Visibility visibility) {
        cinema.row().visibility = visibility;
        ++cinema.row().access_epoch;
    }

    testing::Cinema cinema;
};

TEST_F(VideoAdmission, lets_everybody_in_to_what_is_public_or_unlisted) {
    EXPECT_EQ(admit().value().viewer, UserId());
    cinema.row().visibility = Visibility::unlisted;
    cinema.tell_changed();

    EXPECT_TRUE(comes_in());
    EXPECT_TRUE(comes_in("not a token"));
}

TEST_F(VideoAdmission, hides_a_private_one_from_who_brings_nothing_of_ours) {
    cinema.row().visibility = Visibility::private_;
    auto of_another = cinema.claims(Ground::owner);
    of_another.video = VideoId::make();

    EXPECT_EQ(refusal(), Errc::hidden);
    EXPECT_EQ(refusal("not a token"), Errc::hidden);
    EXPECT_EQ(refusal(cinema.tokens.issue(of_another)), Errc::hidden);
    EXPECT_EQ(refusal(VideoTokens(SecretText("another")).issue(cinema.claims(Ground::owner))),
              Errc::hidden);
    EXPECT_TRUE(comes_in(cinema.token(Ground::link)));
    EXPECT_EQ(admit(cinema.token(Ground::owner)).value().viewer, cinema.house.owner);
}

TEST_F(VideoAdmission, knows_nothing_of_what_is_not_ready) {
    cinema.row().status = VideoStatus::processing;
    EXPECT_EQ(refusal(cinema.token(Ground::owner)), Errc::hidden);

    cinema.row().status = VideoStatus::ready;
    EXPECT_EQ(refusal(), Errc::hidden) << "it is remembered for a moment";
    cinema.events.publish(VideoReady{
        .video = cinema.id, .owner = cinema.house.owner, .title = {}, .at = cinema.house.wall});
    EXPECT_TRUE(comes_in());
}

TEST_F(VideoAdmission, a_playback_ends_with_its_token) {
    cinema.row().visibility = Visibility::private_;
    const auto token = cinema.token(Ground::link);
    EXPECT_TRUE(comes_in(token));

    cinema.house.pass(6h);
    EXPECT_EQ(refusal(token), Errc::forbidden);
}

TEST_F(VideoAdmission, a_right_that_is_taken_away_here_ends_at_once) {
    cinema.row().visibility = Visibility::private_;
    const auto token = cinema.token(Ground::link);
    EXPECT_TRUE(comes_in(token));

    ++cinema.row().access_epoch;
    EXPECT_TRUE(comes_in(token)) << "nobody has been told yet";
    cinema.tell_changed();
    EXPECT_EQ(refusal(token), Errc::forbidden);
}

TEST_F(VideoAdmission, a_right_that_is_taken_away_elsewhere_ends_within_ten_seconds) {
    EXPECT_TRUE(comes_in());
    change_elsewhere(Visibility::private_);
    cinema.house.pass(4999ms);
    EXPECT_TRUE(comes_in());

    cinema.house.pass(5001ms);
    EXPECT_EQ(refusal(), Errc::hidden);
}

TEST_F(VideoAdmission, a_row_that_was_read_before_a_change_is_not_believed_after_it) {
    cinema.videos.meanwhile = [this] { cinema.tell_changed(); };
    EXPECT_TRUE(comes_in());
    change_elsewhere(Visibility::private_);

    EXPECT_EQ(refusal(), Errc::hidden);
}

TEST_F(VideoAdmission, an_owner_who_is_signed_out_or_disabled_is_out_within_ten_seconds) {
    cinema.row().visibility = Visibility::private_;
    const auto token = cinema.token(Ground::owner);
    EXPECT_TRUE(comes_in(token));
    cinema.members.standing.clear();

    cinema.house.pass(10s);
    EXPECT_EQ(refusal(token), Errc::forbidden);
}

TEST_F(VideoAdmission, a_token_of_the_staff_is_good_for_as_long_as_its_holder_is_of_the_staff) {
    cinema.row().visibility = Visibility::private_;
    auto claims = cinema.claims(Ground::owner);
    claims.viewer = UserId::make();
    const auto token = cinema.tokens.issue(claims);
    auto& standing = cinema.members.standing[{claims.viewer, claims.session}];

    standing = {.is_member = true, .is_staff = true};
    EXPECT_TRUE(comes_in(token));
    standing.is_staff = false;
    cinema.house.pass(10s);
    EXPECT_EQ(refusal(token), Errc::forbidden);
}

TEST_F(VideoAdmission, a_full_house_costs_a_look_at_the_row_every_few_seconds) {
    const auto token = cinema.token(Ground::owner);
    for (int second = 0; second < 60; ++second) {
        for (int i = 0; i < 10; ++i) EXPECT_TRUE(comes_in(token));
        cinema.house.pass(1s);
    }

    EXPECT_EQ(cinema.videos.looks, 12);
    EXPECT_EQ(cinema.members.looks, 12);
}

TEST_F(VideoAdmission, who_asks_for_nothing_again_and_again_costs_little) {
    cinema.videos.rows.clear();
    for (int i = 0; i < 10; ++i) EXPECT_EQ(refusal(), Errc::hidden);

    EXPECT_EQ(cinema.videos.looks, 1);
}

TEST_F(VideoAdmission, who_asks_for_nothing_meanwhile_costs_the_others_nothing) {
    cinema.videos.meanwhile = [this] {
        EXPECT_FALSE(run(cinema.admission.admit(VideoId::make(), {})));
    };
    EXPECT_TRUE(comes_in());
    EXPECT_EQ(cinema.videos.looks, 2);

    EXPECT_TRUE(comes_in());
    EXPECT_EQ(cinema.videos.looks, 2);
}

TEST_F(VideoAdmission, a_video_that_is_gone_is_no_more_even_while_the_database_is_away) {
    EXPECT_TRUE(comes_in());
    cinema.videos.rows.clear();
    cinema.house.pass(10s);
    EXPECT_EQ(refusal(), Errc::hidden);
    cinema.house.pass(10s);
    cinema.videos.is_away = true;

    EXPECT_THROW(admit(), boost::system::system_error);
}

TEST_F(VideoAdmission, who_watches_goes_on_while_the_database_is_away_and_nobody_else) {
    cinema.row().visibility = Visibility::private_;
    const auto token = cinema.token(Ground::owner);
    EXPECT_TRUE(comes_in(token));
    cinema.videos.is_away = cinema.members.is_away = true;

    cinema.house.pass(9min);
    EXPECT_TRUE(comes_in(token));
    cinema.house.pass(1min);
    EXPECT_THROW(admit(token), boost::system::system_error);
}

TEST_F(VideoAdmission, forgets_what_nobody_asks_for) {
    EXPECT_TRUE(comes_in());
    cinema.house.pass(10min);
    cinema.admission.sweep();
    cinema.videos.is_away = true;

    EXPECT_THROW(admit(), boost::system::system_error);
}

}  // namespace
}  // namespace freshet::vod
