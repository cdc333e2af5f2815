#include <gtest/gtest.h>

#include "accounts/error.hpp"
#include "base/testing/error_of.hpp"
#include "store/sql/accounts_repository.hpp"
#include "store/sql/channels_repository.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using accounts::Errc;
using accounts::NewUser;
using accounts::RefreshVerdict;
using accounts::Rotation;
using namespace std::chrono_literals;
using test::run;

constexpr WallTime noon{std::chrono::milliseconds(1'800'000'000'000)};

NewUser new_user(const std::string& username, const std::string& email) {
    const auto channel = ChannelId::make();
    return {.user = {.id = UserId::make(),
                     .username = username,
                     .email = email,
                     .display_name = username,
                     .avatar_url = {},
                     .bio = "line\nbreak, \xc3\xa9, ':colon' and \"quotes\"",
                     .created_at = noon,
                     .updated_at = noon,
                     .last_login_at = {}},
            .password_hash = "$argon2id$of " + username,
            .channel = channel,
            .handle = username,
            .stream_key_hash = to_string(channel)};
}

accounts::Session new_session(UserId user) {
    return {.id = SessionId::make(),
            .user = user,
            .client = {.ip = "127.0.0.1", .user_agent = "a browser"},
            .generation = 1,
            .refresh_hash = "first",
            .former_refresh_hash = "",
            .rotated_at = noon,
            .created_at = noon,
            .expires_at = noon + 24h,
            .revoked_at = {}};
}

accounts::Opening opening(const NewUser& user, const accounts::Session& session) {
    return {.session = session, .password_hash = user.password_hash};
}

/// What every accounts::Repository promises.
class AccountsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    Rotation rotation_from(SessionId session, std::uint32_t generation, const std::string& hash) {
        return {.session = session,
                .presented = {.generation = generation, .hash = hash},
                .next_hash = hash + "+",
                .now = noon + 1h,
                .expires_at = noon + 48h};
    }

    test::TestDatabase opened_ = GetParam()();
    AccountsRepository accounts_{*opened_.database};
    ChannelsRepository channels_{*opened_.database};
};

TEST_P(AccountsContract, a_user_is_found_again_as_it_was_made) {
    const auto draft = new_user("Ada", "Ada@Example.org");
    ASSERT_TRUE(run(accounts_.create(draft)));

    EXPECT_EQ(run(accounts_.find(draft.user.id)), draft.user);
    EXPECT_EQ(run(accounts_.find_by_username("aDA")), draft.user);
    const auto by_email = run(accounts_.find_by_email("ada@EXAMPLE.ORG"));
    ASSERT_TRUE(by_email);
    EXPECT_EQ(by_email->user, draft.user);
    EXPECT_EQ(by_email->password_hash, draft.password_hash);
}

TEST_P(AccountsContract, nobody_is_found_who_was_not_made) {
    EXPECT_FALSE(run(accounts_.find(UserId::make())));
    EXPECT_FALSE(run(accounts_.find_by_username("ada")));
    EXPECT_FALSE(run(accounts_.find_by_email("' OR 1=1 --")));
    EXPECT_FALSE(run(accounts_.find_session(SessionId::make())));
}

TEST_P(AccountsContract, a_user_gets_the_default_channel) {
    const auto draft = new_user("ada", "ada@example.org");
    ASSERT_TRUE(run(accounts_.create(draft)));

    const auto channel = run(channels_.default_of(draft.user.id));

    ASSERT_TRUE(channel);
    EXPECT_EQ(channel->id, draft.channel);
    EXPECT_EQ(channel->handle, "ada");
    EXPECT_EQ(channel->title, "ada");
    EXPECT_EQ(channel->key_version, 1u);
    EXPECT_TRUE(channel->is_default);
}

TEST_P(AccountsContract, names_and_addresses_are_unique_without_regard_to_case) {
    ASSERT_TRUE(run(accounts_.create(new_user("ada", "ada@example.org"))));

    EXPECT_EQ(error_of(run(accounts_.create(new_user("ADA", "other@example.org")))),
              Errc::username_taken);
    EXPECT_EQ(error_of(run(accounts_.create(new_user("other", "ADA@example.org")))),
              Errc::email_taken);
    EXPECT_EQ(error_of(run(accounts_.create(new_user("Ada", "Ada@example.org")))),
              Errc::username_taken);
}

TEST_P(AccountsContract, a_user_without_a_free_handle_is_not_made_at_all) {
    ASSERT_TRUE(run(accounts_.create(new_user("ada", "ada@example.org"))));
    auto draft = new_user("bob", "bob@example.org");
    draft.handle = "ada";

    EXPECT_EQ(error_of(run(accounts_.create(draft))), Errc::username_taken);

    EXPECT_FALSE(run(accounts_.find(draft.user.id)));
}

TEST_P(AccountsContract, a_session_is_found_with_its_user_and_counts_as_a_login) {
    const auto draft = new_user("ada", "ada@example.org");
    ASSERT_TRUE(run(accounts_.create(draft)));
    const auto session = new_session(draft.user.id);

    ASSERT_TRUE(run(accounts_.open_session(opening(draft, session))));

    const auto found = run(accounts_.find_session(session.id));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->session.client.user_agent, "a browser");
    EXPECT_EQ(found->session.refresh_hash, "first");
    EXPECT_EQ(found->session.expires_at, noon + 24h);
    EXPECT_FALSE(found->session.revoked_at);
    EXPECT_EQ(found->user.username, "ada");
    EXPECT_EQ(found->user.last_login_at, noon);
}

TEST_P(AccountsContract, a_new_session_sweeps_the_expired_ones_away) {
    const auto draft = new_user("ada", "ada@example.org");
    ASSERT_TRUE(run(accounts_.create(draft)));
    const auto old_session = new_session(draft.user.id);
    ASSERT_TRUE(run(accounts_.open_session(opening(draft, old_session))));
    auto session = new_session(draft.user.id);
    session.created_at = old_session.expires_at;

    ASSERT_TRUE(run(accounts_.open_session(opening(draft, session))));

    EXPECT_FALSE(run(accounts_.find_session(old_session.id)));
    EXPECT_TRUE(run(accounts_.find_session(session.id)));
}

TEST_P(AccountsContract, a_session_of_nobody_is_refused) {
    const auto draft = new_user("ada", "ada@example.org");

    EXPECT_EQ(error_of(run(accounts_.open_session(opening(draft, new_session(draft.user.id))))),
              Errc::wrong_credentials);
}

TEST_P(AccountsContract, a_session_is_refused_when_what_was_proved_is_not_enough_by_now) {
    const auto draft = new_user("ada", "ada@example.org");
    ASSERT_TRUE(run(accounts_.create(draft)));
    const auto session = new_session(draft.user.id);
    auto of_old_password = opening(draft, session);
    of_old_password.password_hash = "of the old password";
    auto with_code = opening(draft, session);
    with_code.has_second_factor = true;

    EXPECT_EQ(error_of(run(accounts_.open_session(of_old_password))), Errc::wrong_credentials);
    test::change(*opened_.database, R"(
        INSERT INTO two_factor (user_id, secret, enabled_at, last_step, failures, failed_at,
            created_at)
        SELECT id, 'sealed', 1, 0, 0, 0, 1 FROM users)");
    EXPECT_EQ(error_of(run(accounts_.open_session(opening(draft, session)))),
              Errc::two_factor_required);
    test::change(*opened_.database, "UPDATE users SET is_active = 0");
    EXPECT_EQ(error_of(run(accounts_.open_session(with_code))), Errc::account_disabled);
    EXPECT_FALSE(run(accounts_.find_session(session.id)));
    EXPECT_FALSE(run(accounts_.find(draft.user.id))->last_login_at);

    test::change(*opened_.database, "UPDATE users SET is_active = 1");
    EXPECT_TRUE(run(accounts_.open_session(with_code)));
    EXPECT_TRUE(run(accounts_.find_session(session.id)));
}

TEST_P(AccountsContract,
       the_newest_refresh_token_rotates_and_the_former_one_is_repeated_for_a_moment) {
    const auto draft = new_user("ada", "ada@example.org");
    ASSERT_TRUE(run(accounts_.create(draft)));
    const auto session = new_session(draft.user.id);
    ASSERT_TRUE(run(accounts_.open_session(opening(draft, session))));

    const auto rotated = run(accounts_.rotate(rotation_from(session.id, 1, "first")));
    const auto repeated = run(accounts_.rotate(rotation_from(session.id, 1, "first")));

    EXPECT_EQ(rotated.verdict, RefreshVerdict::rotate);
    EXPECT_EQ(rotated.found->session.generation, 2u);
    EXPECT_EQ(rotated.found->session.refresh_hash, "first+");
    EXPECT_EQ(rotated.found->session.expires_at, noon + 48h);
    EXPECT_EQ(repeated.verdict, RefreshVerdict::repeat);
    EXPECT_EQ(repeated.found->session.generation, 2u);
}

TEST_P(AccountsContract, an_old_refresh_token_revokes_the_session) {
    const auto draft = new_user("ada", "ada@example.org");
    ASSERT_TRUE(run(accounts_.create(draft)));
    const auto session = new_session(draft.user.id);
    ASSERT_TRUE(run(accounts_.open_session(opening(draft, session))));
    (void)run(accounts_.rotate(rotation_from(session.id, 1, "first")));
    (void)run(accounts_.rotate(rotation_from(session.id, 2, "first+")));

    const auto reused = run(accounts_.rotate(rotation_from(session.id, 1, "first")));

    EXPECT_EQ(reused.verdict, RefreshVerdict::reused);
    EXPECT_TRUE(run(accounts_.find_session(session.id))->session.revoked_at);
    EXPECT_EQ(run(accounts_.rotate(rotation_from(session.id, 3, "first++"))).verdict,
              RefreshVerdict::ended);
}

TEST_P(AccountsContract, a_session_is_revoked_once) {
    const auto draft = new_user("ada", "ada@example.org");
    ASSERT_TRUE(run(accounts_.create(draft)));
    const auto session = new_session(draft.user.id);
    ASSERT_TRUE(run(accounts_.open_session(opening(draft, session))));

    run(accounts_.revoke_session(session.id, noon + 1min));
    run(accounts_.revoke_session(session.id, noon + 2min));

    EXPECT_EQ(run(accounts_.find_session(session.id))->session.revoked_at, noon + 1min);
}

INSTANTIATE_TEST_SUITE_P(On, AccountsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
