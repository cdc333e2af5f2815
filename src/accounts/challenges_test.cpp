#include "accounts/challenges.hpp"

#include <gtest/gtest.h>

#include "accounts/error.hpp"
#include "base/testing/error_of.hpp"

namespace freshet::accounts {
namespace {

using namespace std::chrono_literals;

constexpr WallTime noon{std::chrono::milliseconds(1'800'000'000'000)};
const Challenges challenges{SecretText("a secret")};

TEST(Challenges, are_read_as_they_were_issued_for_five_minutes) {
    const auto user = UserId::make();
    const auto text = challenges.issue(user, "hash", noon);

    const auto read = challenges.read(text, noon + 5min - 1ms);

    ASSERT_TRUE(read);
    EXPECT_EQ(read->user, user);
    EXPECT_EQ(read->expires_at, noon + 5min);
    EXPECT_EQ(read->password_mark, Challenges::mark_of("hash"));
    EXPECT_EQ(error_of(challenges.read(text, noon + 5min)), Errc::challenge_invalid);
}

TEST(Challenges, differ_every_time_and_by_the_password) {
    const auto user = UserId::make();
    const auto one = challenges.read(challenges.issue(user, "hash", noon), noon).value();
    const auto two = challenges.read(challenges.issue(user, "hash", noon), noon).value();

    EXPECT_NE(one.id, two.id);
    EXPECT_NE(Challenges::mark_of("hash"), Challenges::mark_of("other"));
}

TEST(Challenges, that_were_altered_or_made_elsewhere_are_refused) {
    const auto text = challenges.issue(UserId::make(), "hash", noon);
    const Challenges forger(SecretText("another secret"));

    for (std::size_t i = 0; i < text.size(); ++i) {
        auto altered = text;
        altered[i] = altered[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(error_of(challenges.read(altered, noon)), Errc::challenge_invalid) << i;
        EXPECT_EQ(error_of(challenges.read(text.substr(0, i), noon)), Errc::challenge_invalid);
    }
    EXPECT_EQ(error_of(challenges.read(forger.issue(UserId::make(), "hash", noon), noon)),
              Errc::challenge_invalid);
}

}  // namespace
}  // namespace freshet::accounts
