#include "serve/playback/admission.hpp"

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "serve/playback/error.hpp"
#include "serve/playback/testing/house.hpp"

namespace freshet::playback {
namespace {

using channels::Audience;
using channels::Ground;
using enum channels::Visibility;
using namespace std::chrono_literals;

struct AdmissionTest : ::testing::Test {
    auto start(std::string_view token = {}) { return house.admission.start(stream, token); }
    auto go_on(std::string_view token) { return house.admission.go_on(stream, token); }

    testing::House house;
    StreamId stream = StreamId::make();
};

TEST_F(AdmissionTest, takes_everybody_to_a_public_stream_whatever_token_they_bring) {
    house.set(stream, public_);

    EXPECT_TRUE(start());
    EXPECT_TRUE(start("nonsense"));
    EXPECT_TRUE(start(house.token(StreamId::make(), Ground::owner)));
}

TEST_F(AdmissionTest, hides_a_stream_that_nobody_has_told_it_of) {
    EXPECT_EQ(error_of(start()), Errc::hidden);
    EXPECT_EQ(error_of(start(house.token(stream, Ground::owner))), Errc::hidden);
}

TEST_F(AdmissionTest, hides_a_private_stream_from_who_has_no_token_of_it) {
    house.set(stream, private_);

    EXPECT_EQ(error_of(start()), Errc::hidden);
    EXPECT_EQ(error_of(start(house.token(StreamId::make(), Ground::owner))), Errc::hidden);
    EXPECT_EQ(error_of(start(house.token(stream, Ground::subscriber))), Errc::forbidden);
    EXPECT_TRUE(start(house.token(stream, Ground::owner)));
}

TEST_F(AdmissionTest, asks_for_a_token_whose_ground_suffices) {
    house.set(stream, unlisted);
    EXPECT_EQ(error_of(start()), Errc::forbidden);
    EXPECT_TRUE(start(house.token(stream, Ground::link)));

    house.set(stream, public_, Audience::subscribers);
    EXPECT_EQ(error_of(start(house.token(stream, Ground::follower, UserId::make()))),
              Errc::forbidden);
    EXPECT_TRUE(start(house.token(stream, Ground::subscriber, UserId::make())));
}

TEST_F(AdmissionTest, starts_nothing_by_an_expired_token_but_lets_what_goes_on_go_on) {
    house.set(stream, private_);
    const auto token = house.token(stream, Ground::owner, house.owner);
    EXPECT_TRUE(start(token));
    for (int i = 0; i < 10; ++i) {
        house.pass(50s);
        EXPECT_TRUE(go_on(token)) << i;
    }
    EXPECT_EQ(error_of(start(token)), Errc::forbidden);

    house.pass(61s);
    EXPECT_EQ(error_of(go_on(token)), Errc::forbidden);
}

TEST_F(AdmissionTest, ends_the_passes_that_no_longer_suffice_when_a_stream_becomes_private) {
    house.set(stream, public_);
    const auto anybody = start().value();
    const auto member = start(house.token(stream, Ground::link, UserId::make())).value();
    const auto owner = start(house.token(stream, Ground::owner, house.owner)).value();

    house.set(stream, private_);
    EXPECT_FALSE(anybody->is_good());
    EXPECT_FALSE(member->is_good());
    EXPECT_TRUE(owner->is_good());

    house.set(stream, public_);
    EXPECT_TRUE(start().value()->is_good());
    EXPECT_FALSE(anybody->is_good());
}

TEST_F(AdmissionTest, takes_no_token_from_before_the_end_of_a_right_and_takes_one_from_after) {
    house.set(stream, public_, Audience::followers);
    const auto eve = UserId::make();
    const auto token = house.token(stream, Ground::follower, eve);
    const auto pass = start(token).value();

    house.admission.end(pass);

    EXPECT_FALSE(pass->is_good());
    EXPECT_EQ(error_of(start(token)), Errc::forbidden);
    EXPECT_EQ(error_of(go_on(token)), Errc::forbidden);
    house.pass(1s);
    EXPECT_TRUE(start(house.token(stream, Ground::follower, eve)));
}

TEST_F(AdmissionTest, a_right_that_ended_is_remembered_for_as_long_as_its_tokens_live) {
    house.set(stream, public_, Audience::followers);
    const auto token = house.token(stream, Ground::follower, UserId::make());
    house.admission.end(start(token).value());

    house.pass(4min);
    house.admission.sweep([](StreamId) { return true; });

    EXPECT_EQ(error_of(start(token)), Errc::forbidden);
}

TEST_F(AdmissionTest, lists_as_cases_the_members_who_play_and_may_lose_their_right) {
    house.set(stream, public_, Audience::followers);
    const auto plays = start(house.token(stream, Ground::follower, UserId::make())).value();
    (void)start(house.token(stream, Ground::follower, UserId::make()));
    house.pass(61s);

    const auto cases = house.admission.cases();
    ASSERT_EQ(cases.size(), 1u);
    EXPECT_EQ(cases[0].pass, plays);

    house.set(stream, public_);
    EXPECT_TRUE(house.admission.cases().empty());
}

TEST_F(AdmissionTest, what_was_set_meanwhile_is_newer_than_rows_that_were_being_read) {
    house.set(stream, public_);
    const auto revision = house.admission.revision();
    const auto as_read = house.admission.access(stream).value();
    house.set(stream, private_);

    house.admission.refresh(stream, as_read, revision);
    EXPECT_EQ(error_of(start()), Errc::hidden);

    house.admission.refresh(stream, as_read, house.admission.revision());
    EXPECT_TRUE(start());
}

TEST_F(AdmissionTest, forgets_a_stream_some_time_after_it_has_ended) {
    house.set(stream, public_);
    const auto off_air = [](StreamId) { return false; };
    house.admission.sweep(off_air);
    house.pass(4min);
    house.admission.sweep(off_air);
    EXPECT_TRUE(start());

    house.pass(2min);
    house.admission.sweep(off_air);
    EXPECT_EQ(error_of(start()), Errc::hidden);
}

}  // namespace
}  // namespace freshet::playback
