#include <gtest/gtest.h>

#include "store/sql/test_people.hpp"
#include "store/sql/two_factor_repository.hpp"

namespace freshet::sql {
namespace {

using accounts::Challenge;
using accounts::CodeVerdict;
using accounts::ShownCode;
using Limits = accounts::TwoFactorLimits;
using namespace std::chrono_literals;
using test::noon;
using test::run;

/// What every accounts::TwoFactorRepository promises.
class TwoFactorContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    /// Two-factor that is on, since step 100, with the recovery codes "one" and "two".
    UserId protected_user(const std::string& name) {
        const auto user = test::add_person(*opened_.database, name).user;
        run(factors_.set_up(user, "sealed", noon));
        run(factors_.enable({.user = user,
                             .sealed_secret = "sealed",
                             .step = 100,
                             .recovery_hashes = {"one", "two"},
                             .now = noon,
                             .entry = {}}));
        return user;
    }

    CodeVerdict use(ShownCode shown) { return run(factors_.use_code(std::move(shown))); }
    CodeVerdict use_wrong(UserId user, WallTime now) { return use({.user = user, .now = now}); }

    static Challenge new_challenge(UserId user) {
        return {.id = Uuid::make(), .user = user, .expires_at = noon + 5min, .password_mark = {}};
    }

    test::TestDatabase opened_ = GetParam()();
    TwoFactorRepository factors_{*opened_.database};
};

TEST_P(TwoFactorContract, a_secret_is_nothing_until_it_is_confirmed) {
    const auto user = test::add_person(*opened_.database, "ada").user;
    EXPECT_TRUE(run(factors_.find(user))->sealed_secret.empty());

    EXPECT_TRUE(run(factors_.set_up(user, "first", noon)));
    EXPECT_TRUE(run(factors_.set_up(user, "second", noon)));
    EXPECT_FALSE(run(factors_.enable({.user = user,
                                      .sealed_secret = "first",
                                      .step = 1,
                                      .recovery_hashes = {},
                                      .now = noon,
                                      .entry = {}})));

    const auto state = run(factors_.find(user));
    EXPECT_EQ(state->sealed_secret, "second");
    EXPECT_FALSE(state->enabled_at);
}

TEST_P(TwoFactorContract, what_is_on_is_known_and_cannot_be_set_up_again) {
    const auto user = protected_user("ada");

    EXPECT_FALSE(run(factors_.set_up(user, "another", noon)));

    const auto state = run(factors_.find(user));
    ASSERT_TRUE(state);
    EXPECT_EQ(state->user.id, user);
    EXPECT_EQ(state->password_hash, "hash");
    EXPECT_EQ(state->sealed_secret, "sealed");
    EXPECT_EQ(state->enabled_at, noon);
    EXPECT_EQ(state->last_step, 100);
    EXPECT_EQ(state->recovery_codes_left, 2u);
    AccountsRepository accounts(*opened_.database);
    EXPECT_TRUE(run(accounts.find_by_email("ada@example.org"))->has_two_factor);
}

TEST_P(TwoFactorContract, a_step_and_all_before_it_are_used_once) {
    const auto user = protected_user("ada");

    EXPECT_EQ(use({.user = user, .step = 100, .now = noon}), CodeVerdict::wrong);
    EXPECT_EQ(use({.user = user, .step = 102, .now = noon}), CodeVerdict::right);
    EXPECT_EQ(use({.user = user, .step = 102, .now = noon}), CodeVerdict::wrong);
    EXPECT_EQ(use({.user = user, .step = 101, .now = noon}), CodeVerdict::wrong);
    EXPECT_EQ(use({.user = user, .step = 103, .now = noon}), CodeVerdict::right);
}

TEST_P(TwoFactorContract, a_recovery_code_is_used_once_and_by_its_owner) {
    const auto ada = protected_user("ada");
    const auto bob = test::add_person(*opened_.database, "bob").user;
    run(factors_.set_up(bob, "sealed", noon));

    EXPECT_EQ(use({.user = bob, .recovery_hash = "one", .now = noon}), CodeVerdict::wrong);
    EXPECT_EQ(use({.user = ada, .recovery_hash = "one", .now = noon}), CodeVerdict::right);
    EXPECT_EQ(use({.user = ada, .recovery_hash = "one", .now = noon}), CodeVerdict::wrong);
    EXPECT_EQ(run(factors_.find(ada))->recovery_codes_left, 1u);
}

TEST_P(TwoFactorContract, new_recovery_codes_void_the_old_ones) {
    const auto user = protected_user("ada");

    run(factors_.replace_recovery_codes(user, {"three"}, {}, noon));

    EXPECT_EQ(use({.user = user, .recovery_hash = "one", .now = noon}), CodeVerdict::wrong);
    EXPECT_EQ(use({.user = user, .recovery_hash = "three", .now = noon}), CodeVerdict::right);
}

TEST_P(TwoFactorContract, a_challenge_is_tried_five_times) {
    const auto user = protected_user("ada");
    const auto challenge = new_challenge(user);
    for (int i = 0; i < Limits::tries_of_challenge; ++i) {
        EXPECT_EQ(use({.user = user, .challenge = challenge, .now = noon}), CodeVerdict::wrong);
    }

    const ShownCode right{.user = user, .step = 200, .challenge = challenge, .now = noon};
    EXPECT_EQ(use(right), CodeVerdict::challenge_spent);

    auto another = right;
    another.challenge = new_challenge(user);
    EXPECT_EQ(use(another), CodeVerdict::right);
}

TEST_P(TwoFactorContract, a_challenge_does_its_work_once) {
    const auto user = protected_user("ada");
    const auto challenge = new_challenge(user);

    EXPECT_EQ(use({.user = user, .step = 200, .challenge = challenge, .now = noon}),
              CodeVerdict::right);
    EXPECT_EQ(use({.user = user, .step = 201, .challenge = challenge, .now = noon}),
              CodeVerdict::challenge_spent);
}

TEST_P(TwoFactorContract, many_wrong_codes_make_a_pause_for_right_ones_too) {
    const auto user = protected_user("ada");
    for (int i = 0; i < Limits::failures_of_user; ++i) {
        EXPECT_EQ(use_wrong(user, noon), CodeVerdict::wrong);
    }

    EXPECT_EQ(use({.user = user, .step = 200, .now = noon + Limits::pause - 1ms}),
              CodeVerdict::too_many);
    EXPECT_EQ(use({.user = user, .step = 200, .now = noon + Limits::pause}), CodeVerdict::right);
}

TEST_P(TwoFactorContract, a_right_code_forgives_the_wrong_ones_before_it) {
    const auto user = protected_user("ada");
    for (int i = 1; i < Limits::failures_of_user; ++i) (void)use_wrong(user, noon);

    EXPECT_EQ(use({.user = user, .step = 200, .now = noon}), CodeVerdict::right);

    EXPECT_EQ(use_wrong(user, noon), CodeVerdict::wrong);
}

TEST_P(TwoFactorContract, what_is_off_protects_nobody) {
    const auto user = protected_user("ada");

    run(factors_.disable(user, {}, noon));

    const auto state = run(factors_.find(user));
    EXPECT_FALSE(state->enabled_at);
    EXPECT_EQ(state->recovery_codes_left, 0u);
    EXPECT_TRUE(run(factors_.set_up(user, "another", noon)));
}

INSTANTIATE_TEST_SUITE_P(On, TwoFactorContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
