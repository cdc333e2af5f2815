#include "serve/api/password_routes.hpp"

#include <gmock/gmock.h>

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using testing::Told;
using enum http::Method;
using namespace std::chrono_literals;
using Fields = std::set<std::string>;

class PasswordRoutesTest : public testing::Rig {
protected:
    Told sign_in(const std::string& password) {
        return Rig::post("/api/auth/login",
                         R"({"email":"ada@example.org","password":")" + password + R"("})");
    }

    Told change(const std::string& current, const std::string& next, std::string token) {
        return send(
            {.method = put,
             .target = "/api/auth/password",
             .body = R"({"currentPassword":")" + current + R"(","newPassword":")" + next + R"("})",
             .token = std::move(token)});
    }

    Told forget(const std::string& email) {
        return Rig::post("/api/auth/password/reset", R"({"email":")" + email + R"("})");
    }

    Told reset(const std::string& token, const std::string& password) {
        return Rig::post("/api/auth/password/reset/confirm",
                         R"({"token":")" + token + R"(","password":")" + password + R"("})");
    }
};

TEST_F(PasswordRoutesTest, a_change_ends_all_other_sessions) {
    const auto here = sign_up("ada");
    const auto there = sign_in("correct horse").text("/token");

    const auto told = change("correct horse", "battery staple", here);

    EXPECT_EQ(told.status, 200u);
    EXPECT_EQ(get("/api/auth/me", here).status, 200u);
    EXPECT_EQ(get("/api/auth/me", there).status, 401u);
    EXPECT_EQ(sign_in("correct horse").status, 401u);
    EXPECT_EQ(sign_in("battery staple").status, 200u);
}

TEST_F(PasswordRoutesTest, a_letter_is_sent_to_an_address) {
    EXPECT_EQ(forget("ada").failing_fields(), Fields{"email"});
    EXPECT_EQ(forget(" nobody@example.org ").status, 200u);
}

TEST_F(PasswordRoutesTest, a_change_asks_for_the_current_password_and_a_good_new_one) {
    const auto token = sign_up("ada");

    EXPECT_EQ(change("wrong horse", "battery staple", token).text("/code"),
              "current_password_wrong");
    EXPECT_EQ(change("wrong horse", "battery staple", token).failing_fields(),
              Fields{"currentPassword"});
    EXPECT_EQ(change("correct horse", "short", token).failing_fields(), Fields{"newPassword"});
    EXPECT_EQ(change("correct horse", "battery staple", "").status, 401u);
    EXPECT_EQ(sign_in("correct horse").status, 200u);
}

TEST_F(PasswordRoutesTest, a_forgotten_one_is_replaced_by_whoever_reads_the_mail) {
    const auto old_session = sign_up("ada");

    const auto asked = forget(" ADA@example.org");
    ASSERT_EQ(letters_.size(), 1u);
    const auto done = reset(letters_[0].token, "battery staple");

    EXPECT_EQ(asked.status, 200u);
    EXPECT_EQ(letters_[0].email, "ada@example.org");
    EXPECT_EQ(done.status, 200u);
    EXPECT_EQ(get("/api/auth/me", old_session).status, 401u);
    EXPECT_EQ(sign_in("battery staple").status, 200u);
    EXPECT_EQ(reset(letters_[0].token, "another one").text("/code"), "reset_token_invalid");
}

TEST_F(PasswordRoutesTest, nobody_learns_who_has_an_account) {
    sign_up("ada");

    const auto known = forget("ada@example.org");
    const auto unknown = forget("nobody@example.org");

    EXPECT_EQ(known.status, unknown.status);
    EXPECT_EQ(known.body, unknown.body);
    EXPECT_EQ(letters_.size(), 1u);
}

TEST_F(PasswordRoutesTest, only_the_newest_link_is_good_and_only_for_an_hour) {
    sign_up("ada");
    forget("ada@example.org");
    forget("ada@example.org");
    ASSERT_EQ(letters_.size(), 2u);

    EXPECT_EQ(reset(letters_[0].token, "battery staple").status, 422u);
    EXPECT_EQ(reset(letters_[1].token, "short").failing_fields(), Fields{"password"});
    wall_ += 1h;
    EXPECT_EQ(reset(letters_[1].token, "battery staple").status, 422u);
    EXPECT_EQ(sign_in("correct horse").status, 200u);
}

TEST_F(PasswordRoutesTest, another_address_or_password_voids_a_link) {
    const auto token = sign_up("ada");
    forget("ada@example.org");
    change("correct horse", "battery staple", token);
    forget("ada@example.org");
    send({.method = patch,
          .target = "/api/users/me",
          .body = R"({"email":"new@example.org","currentPassword":"battery staple"})",
          .token = token});
    ASSERT_GE(letters_.size(), 2u);

    EXPECT_EQ(reset(letters_[0].token, "a stolen one").status, 422u);
    EXPECT_EQ(reset(letters_[1].token, "a stolen one").status, 422u);
}

TEST_F(PasswordRoutesTest, the_database_knows_no_token) {
    sign_up("ada");
    forget("ada@example.org");
    ASSERT_EQ(letters_.size(), 1u);
    std::string kept;
    run(database().read([&kept](sql::Session& session) {
        session.prepare("SELECT hash FROM one_time_tokens").into(kept).next();
    }));

    EXPECT_EQ(letters_[0].token.size(), 43u);  // 32 bytes.
    EXPECT_EQ(kept.size(), 64u);
    EXPECT_EQ(reset(kept, "battery staple").status, 422u);
}

TEST_F(PasswordRoutesTest, nobody_is_flooded_with_letters) {
    sign_up("ada");
    for (int i = 0; i < 20; ++i) {
        mono_ += 10s;  // So that the limit of the address does not stand in front.
        forget("ada@example.org");
    }

    EXPECT_EQ(letters_.size(), 5u);
}

TEST_F(PasswordRoutesTest, an_address_is_verified_by_the_link_that_was_sent_to_it) {
    const auto token = sign_up("ada");
    EXPECT_EQ(get("/api/users/me", token).at("/emailVerified"), false);

    const auto sent = Rig::post("/api/auth/email/verification", "", token);
    ASSERT_EQ(letters_.size(), 1u);
    const auto body = R"({"token":")" + letters_[0].token + R"("})";
    const auto verified = Rig::post("/api/auth/email/verify", body);

    EXPECT_EQ(sent.status, 200u);
    EXPECT_EQ(verified.status, 200u);
    EXPECT_EQ(get("/api/users/me", token).at("/emailVerified"), true);
    EXPECT_EQ(Rig::post("/api/auth/email/verify", body).text("/code"), "verify_token_invalid");
    EXPECT_EQ(Rig::post("/api/auth/email/verification", "", token).status, 200u);
    EXPECT_EQ(letters_.size(), 1u);
}

TEST_F(PasswordRoutesTest, a_link_of_one_kind_is_none_of_the_other) {
    const auto token = sign_up("ada");
    Rig::post("/api/auth/email/verification", "", token);
    ASSERT_EQ(letters_.size(), 1u);

    EXPECT_EQ(reset(letters_[0].token, "battery staple").status, 422u);
}

}  // namespace

}  // namespace freshet::api
