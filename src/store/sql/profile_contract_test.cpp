#include <gtest/gtest.h>

#include "accounts/error.hpp"
#include "base/testing/error_of.hpp"
#include "store/sql/api_tokens_repository.hpp"
#include "store/sql/avatars_repository.hpp"
#include "store/sql/channels_repository.hpp"
#include "store/sql/passwords_repository.hpp"
#include "store/sql/profiles_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/sessions_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"
#include "store/sql/upkeep.hpp"

namespace freshet::sql {
namespace {

using accounts::Errc;
using accounts::OneTimeToken;
using accounts::TokenPurpose;
using namespace std::chrono_literals;
using test::noon;
using test::run;
using Names = std::vector<std::string>;

/// What the repositories of people's own accounts promise.
class ProfileContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    SessionId open_session(UserId user, WallTime at) {
        const auto id = SessionId::make();
        const auto opened = run(accounts_.open_session(
            {.session = {.id = id,
                         .user = user,
                         .client = {.ip = "127.0.0.1", .user_agent = "a browser"},
                         .generation = 1,
                         .refresh_hash = "first",
                         .former_refresh_hash = "",
                         .rotated_at = at,
                         .created_at = at,
                         .expires_at = at + 24h,
                         .revoked_at = {}},
             .password_hash = "hash"}));
        EXPECT_TRUE(opened);
        return id;
    }

    void add_api_token(UserId user) {
        const auto id = ApiTokenId::make();
        const auto created = run(api_tokens_.create({.token = {.id = id,
                                                               .user = user,
                                                               .name = "ci",
                                                               .scopes = {},
                                                               .created_at = noon,
                                                               .expires_at = {},
                                                               .last_used_at = {}},
                                                     .hash = to_string(id),
                                                     .entry = {}},
                                                    10));
        EXPECT_TRUE(created);
    }

    static OneTimeToken token(UserId user, TokenPurpose purpose, const std::string& hash) {
        return {.user = user,
                .purpose = purpose,
                .hash = hash,
                .email = "Ada@example.org",
                .created_at = noon,
                .expires_at = noon + 1h};
    }

    test::TestDatabase opened_ = GetParam()();
    Database& database_ = *opened_.database;
    AccountsRepository accounts_{database_};
    ChannelsRepository channels_{database_};
    ProfilesRepository profiles_{database_};
    PasswordsRepository passwords_{database_};
    ApiTokensRepository api_tokens_{database_};
    VerificationsRepository verifications_{database_};
    SessionsRepository sessions_{database_};
    AvatarsRepository avatars_{database_};
    RemovalsRepository removals_{database_};
    HoldingsRepository holdings_{database_};
    test::Person ada_ = test::add_person(database_, "ada");
    test::Person eve_ = test::add_person(database_, "eve");
};

TEST_P(ProfileContract, a_change_touches_what_it_names) {
    const auto named = run(profiles_.change(
        ada_.user, {.username = "Countess", .display_name = "Ada's \"L\""}, noon + 1s));
    const auto told = run(profiles_.change(ada_.user, {.bio = "Oil.\n"}, noon + 2s));

    ASSERT_TRUE(named && told);
    EXPECT_EQ(told->username, "Countess");
    EXPECT_EQ(told->display_name, "Ada's \"L\"");
    EXPECT_EQ(told->bio, "Oil.\n");
    EXPECT_EQ(told->email, "ada@example.org");
    EXPECT_EQ(told->updated_at, noon + 2s);
    EXPECT_EQ(run(profiles_.find(ada_.user)), *told);
    EXPECT_EQ(run(accounts_.find_by_username("COUNTESS")), *told);
}

TEST_P(ProfileContract, names_handles_and_addresses_of_others_are_taken) {
    const auto change = [&](accounts::ProfileChange wish) {
        return error_of(run(profiles_.change(ada_.user, std::move(wish), noon)));
    };
    run(profiles_.change(eve_.user, {.username = "snake"}, noon));

    EXPECT_EQ(change({.username = "SNAKE"}), Errc::username_taken);
    EXPECT_EQ(change({.username = "Eve"}), Errc::username_taken);  // A handle still.
    EXPECT_EQ(change({.email = "EVE@example.org"}), Errc::email_taken);
    EXPECT_EQ(error_of(run(profiles_.change(UserId::make(), {.bio = "x"}, noon))),
              Errc::user_not_found);
    EXPECT_TRUE(run(profiles_.change(ada_.user, {.username = "ADA"}, noon)));
}

TEST_P(ProfileContract, a_password_changes_once_and_ends_all_sessions_but_one) {
    const auto kept = open_session(ada_.user, noon);
    const auto ended = open_session(ada_.user, noon);
    const auto others = open_session(eve_.user, noon);
    const accounts::PasswordChange change{
        .user = ada_.user, .old_hash = "hash", .new_hash = "new", .kept = kept, .now = noon + 1s};

    EXPECT_EQ(run(passwords_.change(change)).value(), std::vector{ended});

    EXPECT_EQ(run(passwords_.password_hash(ada_.user)), "new");
    EXPECT_EQ(error_of(run(passwords_.change(change))), Errc::current_password_wrong);
    EXPECT_FALSE(run(accounts_.find_session(kept))->session.revoked_at);
    EXPECT_TRUE(run(accounts_.find_session(ended))->session.revoked_at);
    EXPECT_FALSE(run(accounts_.find_session(others))->session.revoked_at);
}

TEST_P(ProfileContract, api_tokens_outlive_no_reset_and_a_change_only_if_it_says_so) {
    const auto tokens = [this](UserId user) { return run(api_tokens_.list(user)).size(); };
    const auto kept = open_session(ada_.user, noon);
    add_api_token(ada_.user);
    add_api_token(eve_.user);
    accounts::PasswordChange change{.user = ada_.user,
                                    .old_hash = "hash",
                                    .new_hash = "new",
                                    .kept = kept,
                                    .revokes_tokens = false,
                                    .now = noon};

    EXPECT_TRUE(run(passwords_.change(change)));
    EXPECT_EQ(tokens(ada_.user), 1u);
    change = {.user = ada_.user, .old_hash = "new", .new_hash = "newer", .kept = kept, .now = noon};
    EXPECT_TRUE(run(passwords_.change(change)));
    EXPECT_EQ(tokens(ada_.user), 0u);

    add_api_token(ada_.user);
    run(passwords_.keep_token(token(ada_.user, TokenPurpose::password_reset, "letter")));
    EXPECT_TRUE(run(passwords_.reset({.token_hash = "letter", .new_hash = "last", .now = noon})));
    EXPECT_EQ(tokens(ada_.user), 0u);
    EXPECT_EQ(tokens(eve_.user), 1u);
}

TEST_P(ProfileContract, a_token_is_used_once_in_time_and_for_its_purpose) {
    const auto reset = [&](const std::string& hash, WallTime now) {
        return run(passwords_.reset({.token_hash = hash, .new_hash = "new", .now = now}));
    };
    run(passwords_.keep_token(token(ada_.user, TokenPurpose::password_reset, "old")));
    run(passwords_.keep_token(token(ada_.user, TokenPurpose::password_reset, "newer")));
    run(verifications_.keep_token(token(ada_.user, TokenPurpose::email_verification, "mail")));

    EXPECT_EQ(error_of(reset("old", noon)), Errc::reset_token_invalid);
    EXPECT_EQ(error_of(reset("mail", noon)), Errc::reset_token_invalid);
    EXPECT_EQ(error_of(reset("newer", noon + 1h)), Errc::reset_token_invalid);
    EXPECT_TRUE(reset("newer", noon + 59min));
    EXPECT_EQ(error_of(reset("newer", noon)), Errc::reset_token_invalid);
    EXPECT_TRUE(run(verifications_.verify("mail", noon)));
    EXPECT_EQ(run(profiles_.find(ada_.user))->email_verified_at, noon);
}

TEST_P(ProfileContract, another_address_is_not_verified_and_voids_what_was_sent) {
    run(verifications_.keep_token(token(ada_.user, TokenPurpose::email_verification, "a")));
    run(verifications_.verify("a", noon));
    run(verifications_.keep_token(token(ada_.user, TokenPurpose::email_verification, "b")));
    run(passwords_.keep_token(token(ada_.user, TokenPurpose::password_reset, "c")));

    const auto moved = run(profiles_.change(ada_.user, {.email = "new@example.org"}, noon));

    EXPECT_FALSE(moved->email_verified_at);
    EXPECT_EQ(error_of(run(verifications_.verify("b", noon))), Errc::verify_token_invalid);
    EXPECT_EQ(error_of(run(passwords_.reset({.token_hash = "c", .new_hash = "x", .now = noon}))),
              Errc::reset_token_invalid);
}

TEST_P(ProfileContract, sessions_are_listed_while_they_are_open) {
    const auto first = open_session(ada_.user, noon);
    const auto second = open_session(ada_.user, noon + 1h);
    const auto list = [&](WallTime now) { return run(sessions_.open_of(ada_.user, now, {})); };

    ASSERT_EQ(list(noon + 2h).items.size(), 2u);
    EXPECT_EQ(list(noon + 2h).items[0].id, second);
    EXPECT_EQ(list(noon + 24h).total, 1u);
    EXPECT_EQ(error_of(run(sessions_.revoke(eve_.user, first, noon + 2h))),
              Errc::session_not_found);
    EXPECT_TRUE(run(sessions_.revoke(ada_.user, first, noon + 2h)));
    EXPECT_EQ(list(noon + 2h).total, 1u);
    EXPECT_TRUE(run(sessions_.revoke_others(ada_.user, second, noon + 2h)).empty());
}

TEST_P(ProfileContract, a_file_is_listed_as_unused_until_somebody_has_it) {
    run(avatars_.plan("a.webp", noon));
    run(avatars_.plan("b.webp", noon + 1s));
    EXPECT_EQ(run(avatars_.unused(noon + 1s, 10)), (Names{"a.webp", "b.webp"}));

    const auto first = run(avatars_.assign(ada_.user, "a.webp", noon));
    const auto second = run(avatars_.assign(ada_.user, "b.webp", noon + 2s));

    EXPECT_EQ(first->former, "");
    EXPECT_EQ(second->former, "a.webp");
    EXPECT_EQ(second->user.avatar_url, "/media/avatars/b.webp");
    EXPECT_EQ(run(avatars_.unused(noon + 2s, 10)), Names{"a.webp"});
    run(avatars_.forget({"a.webp"}));
    EXPECT_EQ(run(avatars_.assign(ada_.user, "", noon + 3s))->former, "b.webp");
    EXPECT_EQ(run(avatars_.unused(noon + 3s, 10)), Names{"b.webp"});
}

TEST_P(ProfileContract, who_has_left_is_found_by_nobody_and_purged_in_time) {
    const auto session = open_session(ada_.user, noon);
    run(avatars_.assign(ada_.user, "a.webp", noon));

    const auto removed = run(removals_.remove(ada_.user, noon + 1s));

    ASSERT_TRUE(removed);
    EXPECT_EQ(removed->sessions, std::vector{session});
    EXPECT_EQ(removed->channels, std::vector{ada_.channel});
    EXPECT_FALSE(run(accounts_.find(ada_.user)));
    EXPECT_FALSE(run(accounts_.find_by_email("ada@example.org")));
    EXPECT_FALSE(run(accounts_.find_session(session)));
    EXPECT_FALSE(run(channels_.find(ada_.channel)));
    EXPECT_FALSE(run(channels_.find_by_key_hash("key of ada")));
    EXPECT_EQ(error_of(run(removals_.remove(ada_.user, noon))), Errc::user_not_found);
    EXPECT_EQ(error_of(run(profiles_.change(eve_.user, {.username = "ada"}, noon))),
              Errc::username_taken);
    EXPECT_EQ(run(removals_.purge_deleted(noon + 1s, 10, noon + 2s)), 0u);  // Has a channel.
    EXPECT_EQ(run(Upkeep(database_).remove_channels(noon, 10)), 0u);
    EXPECT_EQ(run(Upkeep(database_).remove_channels(noon + 1s, 10)), 1u);
    EXPECT_EQ(run(removals_.purge_deleted(noon, 10, noon + 2s)), 0u);
    EXPECT_EQ(run(removals_.purge_deleted(noon + 1s, 10, noon + 2s)), 1u);
    EXPECT_EQ(run(avatars_.unused(noon + 2s, 10)), Names{"a.webp"});
    EXPECT_TRUE(run(profiles_.change(eve_.user, {.username = "ada"}, noon)));
}

TEST_P(ProfileContract, the_last_admin_cannot_leave) {
    test::change(database_, "UPDATE users SET role = 'admin' WHERE username = 'ada'");

    EXPECT_EQ(error_of(run(removals_.remove(ada_.user, noon))), Errc::last_admin);
    test::change(database_, "UPDATE users SET role = 'admin' WHERE username = 'eve'");
    EXPECT_TRUE(run(removals_.remove(ada_.user, noon)));
}

TEST_P(ProfileContract, what_is_held_of_a_user_comes_in_batches) {
    test::change(database_, "INSERT INTO follows VALUES ('" + to_string(ada_.user) + "', '" +
                                to_string(eve_.user) + "', 1800000000123)");

    const auto follows = run(holdings_.follows(ada_.user, UserId(), 10));

    ASSERT_EQ(follows.size(), 1u);
    EXPECT_EQ(follows[0].username, "eve");
    EXPECT_EQ(follows[0].since, noon + 123ms);
    EXPECT_TRUE(run(holdings_.follows(ada_.user, follows[0].user, 10)).empty());
    EXPECT_TRUE(run(holdings_.streams(ada_.user, StreamId(), 10)).empty());
}

INSTANTIATE_TEST_SUITE_P(On, ProfileContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
