#include <gtest/gtest.h>

#include "store/sql/api_tokens_repository.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using accounts::ApiToken;
using accounts::TokenScope;
using namespace std::chrono_literals;
using test::noon;
using test::run;

/// What every accounts::ApiTokenRepository promises.
class ApiTokensContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    ApiToken add(UserId user, const std::string& hash) {
        const ApiToken token{.id = ApiTokenId::make(),
                             .user = user,
                             .name = "ci",
                             .scopes = {TokenScope::media_write, TokenScope::streams_read},
                             .created_at = noon,
                             .expires_at = noon + 24h,
                             .last_used_at = {}};
        EXPECT_TRUE(run(tokens_.create({.token = token, .hash = hash, .entry = {}}, 10)));
        return token;
    }

    test::TestDatabase opened_ = GetParam()();
    UserId ada_ = test::add_person(*opened_.database, "ada").user;
    UserId bob_ = test::add_person(*opened_.database, "bob").user;
    ApiTokensRepository tokens_{*opened_.database};
};

TEST_P(ApiTokensContract, a_token_is_found_by_its_hash_with_its_user) {
    const auto token = add(ada_, "first");

    const auto found = run(tokens_.find_by_hash("first"));

    ASSERT_TRUE(found);
    EXPECT_EQ(found->token, token);
    EXPECT_EQ(found->user.id, ada_);
    EXPECT_FALSE(run(tokens_.find_by_hash("second")));
}

TEST_P(ApiTokensContract, each_user_has_a_list_and_a_limit) {
    const auto first = add(ada_, "first");
    const auto second = add(ada_, "second");
    add(bob_, "third");
    auto more = second;
    more.id = ApiTokenId::make();

    EXPECT_EQ(run(tokens_.list(ada_)), (std::vector{second, first}));
    EXPECT_EQ(run(tokens_.list_all()).size(), 3u);
    EXPECT_FALSE(run(tokens_.create({.token = more, .hash = "fourth", .entry = {}}, 2)));
}

TEST_P(ApiTokensContract, a_token_is_revoked_by_its_owner_or_by_whoever_need_not_be) {
    const auto first = add(ada_, "first");
    const auto second = add(ada_, "second");

    EXPECT_FALSE(run(tokens_.revoke(first.id, bob_, {}, noon)));
    EXPECT_TRUE(run(tokens_.revoke(first.id, ada_, {}, noon)));
    EXPECT_FALSE(run(tokens_.revoke(first.id, ada_, {}, noon)));
    EXPECT_TRUE(run(tokens_.revoke(second.id, {}, {}, noon)));
    EXPECT_FALSE(run(tokens_.find_by_hash("second")));
}

TEST_P(ApiTokensContract, a_use_is_noted) {
    const auto token = add(ada_, "first");

    run(tokens_.note_use(token.id, noon + 1h));

    EXPECT_EQ(run(tokens_.list(ada_)).at(0).last_used_at, noon + 1h);
}

TEST_P(ApiTokensContract, the_first_admin_is_the_oldest_who_is_active) {
    EXPECT_FALSE(run(tokens_.first_admin()));
    test::change(*opened_.database, "UPDATE users SET role = 'admin'");
    EXPECT_EQ(run(tokens_.first_admin())->id, ada_);

    test::change(*opened_.database,
                 "UPDATE users SET is_active = 0 WHERE id = '" + to_string(ada_) + "'");
    EXPECT_EQ(run(tokens_.first_admin())->id, bob_);
}

INSTANTIATE_TEST_SUITE_P(On, ApiTokensContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
