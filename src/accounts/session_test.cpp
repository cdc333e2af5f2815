#include "accounts/session.hpp"

#include <gtest/gtest.h>

namespace freshet::accounts {
namespace {

using namespace std::chrono_literals;

constexpr WallTime noon{std::chrono::milliseconds(1'800'000'000'000)};

Session session_of_generation_3() {
    return {.id = {},
            .user = {},
            .client = {},
            .generation = 3,
            .refresh_hash = "third",
            .former_refresh_hash = "second",
            .rotated_at = noon,
            .created_at = noon - 1h,
            .expires_at = noon + 24h,
            .revoked_at = {}};
}

TEST(Session, rotates_the_newest_refresh_token_until_it_expires) {
    const auto session = session_of_generation_3();

    EXPECT_EQ(judge(session, {3, "third"}, noon + 23h), RefreshVerdict::rotate);
    EXPECT_EQ(judge(session, {3, "third"}, noon + 24h), RefreshVerdict::ended);
}

TEST(Session, repeats_for_the_token_before_it_for_ten_seconds) {
    const auto session = session_of_generation_3();

    EXPECT_EQ(judge(session, {2, "second"}, noon + 9999ms), RefreshVerdict::repeat);
    EXPECT_EQ(judge(session, {2, "second"}, noon + 10s), RefreshVerdict::reused);
}

TEST(Session, takes_every_other_token_of_ours_for_reuse) {
    const auto session = session_of_generation_3();

    EXPECT_EQ(judge(session, {1, "first"}, noon), RefreshVerdict::reused);
    EXPECT_EQ(judge(session, {2, "not the second"}, noon), RefreshVerdict::reused);
    EXPECT_EQ(judge(session, {3, "not the third"}, noon), RefreshVerdict::reused);
    EXPECT_EQ(judge(session, {4, "fourth"}, noon), RefreshVerdict::reused);
}

TEST(Session, gives_nothing_once_it_is_revoked) {
    auto session = session_of_generation_3();
    session.revoked_at = noon;

    EXPECT_EQ(judge(session, {3, "third"}, noon), RefreshVerdict::ended);
    EXPECT_EQ(judge(session, {2, "second"}, noon), RefreshVerdict::ended);
    EXPECT_EQ(judge(session, {1, "first"}, noon), RefreshVerdict::ended);
}

}  // namespace
}  // namespace freshet::accounts
