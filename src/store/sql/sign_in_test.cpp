#include <thread>

#include <boost/system/system_error.hpp>
#include <gtest/gtest.h>

#include "accounts/accounts.hpp"
#include "accounts/error.hpp"
#include "base/testing/error_of.hpp"
#include "channels/channels.hpp"
#include "store/sql/accounts_repository.hpp"
#include "store/sql/channels_repository.hpp"
#include "store/sql/test_people.hpp"

// accounts::Accounts with rows behind it: what a person who signs in can rely on.
namespace freshet::sql {
namespace {

using accounts::Accounts;
using accounts::Credentials;
using accounts::Errc;
using accounts::Registration;
using accounts::SignedIn;
using namespace std::chrono_literals;
using test::run;

asio::awaitable<void> run_here(std::move_only_function<void()> work) {
    work();
    co_return;
}

const Registration ada{.username = "Ada", .email = "ada@example.org", .password = "correct horse"};

class SignInContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    SignedIn register_ada() { return run(accounts_.register_user(ada, {})).value(); }

    Result<SignedIn> sign_in(const std::string& email, const std::string& password) {
        return run(accounts_.sign_in({.email = email, .password = password}, {}));
    }

    ErrorCode refusal_of(const std::string& access_token) {
        const auto caller = run(accounts_.authenticate(access_token));
        return caller ? ErrorCode() : caller.error();
    }

    Result<SignedIn> refresh(const std::string& token) { return run(accounts_.refresh(token)); }

    void disable(UserId user) {
        run(opened_.database->write([user](Session& session) {
            session.prepare("UPDATE users SET is_active = 0 WHERE id = :id").use(user).run();
        }));
    }

    WallTime now_{std::chrono::milliseconds(1'800'000'000'000)};
    int hashes_ = 0;
    std::function<void()> meanwhile_ = [] {};  // Happens while the next password is checked.
    test::TestDatabase opened_ = GetParam()();
    AccountsRepository rows_{*opened_.database};
    ChannelsRepository channel_rows_{*opened_.database};
    channels::StreamKeys keys_{SecretText("a secret")};
    channels::Channels channels_{channel_rows_, keys_, [this] { return now_; }};
    accounts::PasswordHasher hasher_{{.memory_bytes = 8192, .passes = 1}, [this](auto work) {
                                         ++hashes_;
                                         std::exchange(meanwhile_, [] {})();
                                         return run_here(std::move(work));
                                     }};
    Accounts accounts_{
        {.jwt_secret = SecretText("a key that is long enough")},
        rows_,
        hasher_,
        [this](ChannelId id) { return channels::StreamKeys::hash(keys_.derive(id, 1)); },
        [this] { return now_; }};
};

TEST_P(SignInContract, whoever_registers_is_signed_in_and_has_a_channel_with_a_key) {
    const auto signed_in = register_ada();

    const auto caller = run(accounts_.authenticate(signed_in.access_token));
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->user, signed_in.user.id);
    EXPECT_EQ(caller->username, "Ada");
    EXPECT_EQ(caller->role, accounts::Role::user);
    const auto channel = run(channels_.default_of(caller->user));
    ASSERT_TRUE(channel);
    EXPECT_EQ(channel->handle, "ada");
    EXPECT_EQ(run(channels_.channel_by_key(channels_.stream_key(*channel))), channel);
    EXPECT_EQ(run(accounts_.find(std::string("ADA")))->id, caller->user);
    EXPECT_EQ(run(accounts_.find(to_string(caller->user)))->last_login_at, now_);
}

TEST_P(SignInContract, a_registration_that_is_not_valid_costs_no_hash) {
    const auto answer = run(accounts_.register_user({}, {}));

    ASSERT_FALSE(answer);
    EXPECT_EQ(error_of(answer), Errc::invalid_fields);
    EXPECT_EQ(answer.error().fields.size(), 3u);
    EXPECT_EQ(hashes_, 0);
}

TEST_P(SignInContract, what_is_taken_is_told) {
    register_ada();

    const auto same_name =
        run(accounts_.register_user({"ADA", "other@example.org", "12345678"}, {}));
    const auto same_email =
        run(accounts_.register_user({"other", " ADA@example.org", "12345678"}, {}));

    EXPECT_EQ(error_of(same_name), Errc::username_taken);
    EXPECT_EQ(error_of(same_email), Errc::email_taken);
}

TEST_P(SignInContract, an_address_in_any_case_and_the_password_are_enough) {
    const auto registered = register_ada();

    const auto signed_in = sign_in(" ADA@Example.org ", ada.password);

    ASSERT_TRUE(signed_in);
    EXPECT_EQ(signed_in->user.id, registered.user.id);
    EXPECT_NE(signed_in->session, registered.session);
}

TEST_P(SignInContract, a_password_that_is_changed_while_it_is_checked_opens_nothing) {
    register_ada();
    meanwhile_ = [this] {
        test::change(*opened_.database, "UPDATE users SET password_hash = 'of another password'");
    };

    EXPECT_EQ(error_of(sign_in(ada.email, ada.password)), Errc::wrong_credentials);
}

TEST_P(SignInContract, a_wrong_password_and_an_unknown_address_are_told_alike_and_cost_the_same) {
    register_ada();
    hashes_ = 0;

    const auto wrong = sign_in(ada.email, "correct horsf");
    const auto after_wrong = hashes_;
    const auto unknown = sign_in("nobody@example.org", ada.password);
    const auto empty = sign_in("nobody@example.org", "");

    EXPECT_EQ(error_of(wrong), Errc::wrong_credentials);
    EXPECT_EQ(error_of(unknown), Errc::wrong_credentials);
    EXPECT_EQ(error_of(empty), Errc::wrong_credentials);
    EXPECT_EQ(after_wrong, 1);
    EXPECT_EQ(hashes_, 3);
}

TEST_P(SignInContract, a_session_that_was_signed_out_is_refused_at_once) {
    const auto first = register_ada();
    const auto second = sign_in(ada.email, ada.password).value();
    EXPECT_EQ(refusal_of(first.access_token), ErrorCode());

    run(accounts_.sign_out(first.session));

    EXPECT_EQ(refusal_of(first.access_token), Errc::session_ended);
    EXPECT_EQ(error_of(refresh(first.refresh_token)), Errc::session_ended);
    EXPECT_EQ(refusal_of(second.access_token), ErrorCode());
}

TEST_P(SignInContract, a_refresh_token_is_enough_to_sign_out) {
    const auto signed_in = register_ada();

    run(accounts_.sign_out(std::string("no token")));
    EXPECT_EQ(refusal_of(signed_in.access_token), ErrorCode());
    run(accounts_.sign_out(signed_in.refresh_token));

    EXPECT_EQ(refusal_of(signed_in.access_token), Errc::session_ended);
}

TEST_P(SignInContract, what_another_process_revokes_or_disables_is_refused_within_a_second) {
    const auto first = register_ada();
    const auto second = sign_in(ada.email, ada.password).value();
    EXPECT_EQ(refusal_of(first.access_token), ErrorCode());
    EXPECT_EQ(refusal_of(second.access_token), ErrorCode());

    run(rows_.revoke_session(first.session, now_));  // Not through this process' Accounts.
    now_ += 1s;
    EXPECT_EQ(refusal_of(first.access_token), Errc::session_ended);
    EXPECT_EQ(refusal_of(second.access_token), ErrorCode());

    disable(second.user.id);
    now_ += 1s;
    EXPECT_EQ(refusal_of(second.access_token), Errc::session_ended);
    EXPECT_EQ(error_of(refresh(second.refresh_token)), Errc::account_disabled);
    EXPECT_EQ(error_of(sign_in(ada.email, ada.password)), Errc::account_disabled);
    EXPECT_EQ(error_of(sign_in(ada.email, "wrong")), Errc::wrong_credentials);
}

TEST_P(SignInContract, the_token_of_one_user_does_not_open_the_session_of_another) {
    const auto registered = register_ada();
    const accounts::AccessTokens forger(SecretText("a key that is long enough"), 1h);

    const auto forged = forger.issue({.user = UserId::make(), .session = registered.session}, now_);
    const auto sessionless =
        forger.issue({.user = registered.user.id, .session = SessionId::make()}, now_);

    EXPECT_EQ(refusal_of(forged), Errc::session_ended);
    EXPECT_EQ(refusal_of(sessionless), Errc::session_ended);
}

TEST_P(SignInContract, an_access_token_lasts_an_hour_and_a_refresh_renews_it) {
    const auto registered = register_ada();
    now_ += 1h;
    EXPECT_EQ(refusal_of(registered.access_token), Errc::token_expired);

    const auto refreshed = refresh(registered.refresh_token);

    ASSERT_TRUE(refreshed);
    EXPECT_EQ(refusal_of(refreshed->access_token), ErrorCode());
    EXPECT_EQ(refreshed->session, registered.session);
    EXPECT_NE(refreshed->refresh_token, registered.refresh_token);
    EXPECT_EQ(refreshed->refresh_expires_at, now_ + std::chrono::days(7));
}

TEST_P(SignInContract, a_session_that_is_not_refreshed_for_a_week_is_over) {
    const auto registered = register_ada();
    now_ += std::chrono::days(7);

    EXPECT_EQ(error_of(refresh(registered.refresh_token)), Errc::session_ended);
}

TEST_P(SignInContract, two_tabs_that_refresh_at_once_get_the_same_token) {
    const auto registered = register_ada();

    const auto one = refresh(registered.refresh_token);
    now_ += 9s;
    const auto two = refresh(registered.refresh_token);

    ASSERT_TRUE(one);
    ASSERT_TRUE(two);
    EXPECT_EQ(one->refresh_token, two->refresh_token);
    EXPECT_TRUE(refresh(two->refresh_token));
}

TEST_P(SignInContract, many_that_refresh_in_one_moment_get_the_same_token) {
    const auto registered = register_ada();
    std::array<std::string, 6> tokens;
    {
        std::vector<std::jthread> tabs;
        for (auto& token : tokens) {
            tabs.emplace_back(
                [&] { token = refresh(registered.refresh_token).value().refresh_token; });
        }
    }

    for (const auto& token : tokens) EXPECT_EQ(token, tokens[0]);
}

TEST_P(SignInContract, an_old_refresh_token_ends_the_session_of_thief_and_victim) {
    const auto registered = register_ada();
    const auto victim = refresh(registered.refresh_token).value();
    now_ += 10s;

    EXPECT_EQ(error_of(refresh(registered.refresh_token)), Errc::refresh_reused);

    EXPECT_EQ(error_of(refresh(victim.refresh_token)), Errc::session_ended);
    EXPECT_EQ(refusal_of(victim.access_token), Errc::session_ended);
    EXPECT_TRUE(sign_in(ada.email, ada.password));
}

TEST_P(SignInContract, an_invented_refresh_token_ends_nothing) {
    const auto registered = register_ada();
    const accounts::RefreshTokens forger(SecretText("another key"));

    EXPECT_EQ(error_of(refresh(forger.make(registered.session, 1))), Errc::token_invalid);
    EXPECT_EQ(error_of(refresh("")), Errc::token_invalid);

    EXPECT_TRUE(refresh(registered.refresh_token));
}

TEST_P(SignInContract, who_stays_connected_is_known_for_as_long_as_the_session_is_open) {
    const auto signed_in = register_ada();
    const auto caller = run(accounts_.authenticate(signed_in.access_token)).value();

    now_ += std::chrono::hours(2);  // The access token has expired.
    const auto later = run(accounts_.reconfirm(caller));
    ASSERT_TRUE(later);
    EXPECT_EQ(later->user, caller.user);
    EXPECT_EQ(later->session, caller.session);

    run(accounts_.sign_out(caller.session));
    EXPECT_EQ(error_of(run(accounts_.reconfirm(caller))), accounts::Errc::session_ended);
}

TEST_P(SignInContract, who_was_disabled_is_known_no_more_within_a_second) {
    const auto signed_in = register_ada();
    const auto caller = run(accounts_.authenticate(signed_in.access_token)).value();
    disable(caller.user);

    now_ += std::chrono::seconds(1);

    EXPECT_EQ(error_of(run(accounts_.reconfirm(caller))), accounts::Errc::session_ended);
}

INSTANTIATE_TEST_SUITE_P(On, SignInContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

TEST(PasswordHasher, makes_argon2id_of_the_cost_that_the_product_promises) {
    accounts::PasswordHasher hasher({}, run_here);

    const auto hash = run(hasher.hash("correct horse"));

    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$")) << hash;
    EXPECT_TRUE(run(hasher.verify("correct horse", hash)));
    EXPECT_FALSE(run(hasher.verify("correct horsf", hash)));
    EXPECT_FALSE(run(hasher.verify("", "")));
    EXPECT_FALSE(run(hasher.verify("correct horse", "damaged")));
}

}  // namespace
}  // namespace freshet::sql
