#include <gtest/gtest.h>

#include "store/sql/channels_repository.hpp"
#include "store/sql/secret_rotation.hpp"
#include "store/sql/test_people.hpp"
#include "store/sql/two_factor_repository.hpp"

namespace freshet::sql {
namespace {

using test::noon;
using test::run;
using Verdict = RotatedSecret::Verdict;

/// What a change of SECRET_KEY promises on every database.
class SecretRotationContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    static SecretRotation from(std::string now, std::string next) {
        return {.check_value = std::move(now),
                .next_check_value = std::move(next),
                .key_hash =
                    [](ChannelId channel, std::uint32_t version) {
                        return to_string(channel) + " v" + std::to_string(version);
                    },
                .reseal =
                    [](const std::string& sealed, UserId) {
                        return sealed == "damaged" ? std::nullopt : std::optional(sealed + " anew");
                    }};
    }

    test::TestDatabase opened_ = GetParam()();
    ChannelsRepository channels_{*opened_.database};
    TwoFactorRepository factors_{*opened_.database};
};

TEST_P(SecretRotationContract, rewrites_all_that_depends_on_it) {
    const auto ada = test::add_person(*opened_.database, "ada");
    const auto bob = test::add_person(*opened_.database, "bob");
    run(factors_.set_up(ada.user, "sealed", noon));
    run(factors_.set_up(bob.user, "damaged", noon));
    run(channels_.remember_check_value("now"));

    const auto rotated = run(rotate_secret(*opened_.database, from("now", "next")));

    EXPECT_EQ(rotated.verdict, Verdict::done);
    EXPECT_EQ(rotated.channels, 2u);
    EXPECT_EQ(rotated.two_factor, 1u);
    EXPECT_EQ(run(channels_.find_by_key_hash(to_string(ada.channel) + " v1"))->id, ada.channel);
    EXPECT_FALSE(run(channels_.find_by_key_hash("key of ada")));
    EXPECT_EQ(run(factors_.find(ada.user))->sealed_secret, "sealed anew");
    EXPECT_EQ(run(channels_.remember_check_value("other")), "next");
}

TEST_P(SecretRotationContract, is_done_once_and_never_under_a_secret_that_it_does_not_know) {
    const auto ada = test::add_person(*opened_.database, "ada");
    run(factors_.set_up(ada.user, "sealed", noon));
    run(channels_.remember_check_value("now"));

    EXPECT_EQ(run(rotate_secret(*opened_.database, from("wrong", "next"))).verdict,
              Verdict::other_secret);
    EXPECT_EQ(run(factors_.find(ada.user))->sealed_secret, "sealed");
    (void)run(rotate_secret(*opened_.database, from("now", "next")));
    EXPECT_EQ(run(rotate_secret(*opened_.database, from("now", "next"))).verdict,
              Verdict::done_before);
    EXPECT_EQ(run(factors_.find(ada.user))->sealed_secret, "sealed anew");
}

INSTANTIATE_TEST_SUITE_P(On, SecretRotationContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
