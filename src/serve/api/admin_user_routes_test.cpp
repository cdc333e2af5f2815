#include "serve/api/admin_user_routes.hpp"

#include <gmock/gmock.h>

#include "accounts/error.hpp"
#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using ::testing::ElementsAre;
using testing::Told;
using namespace std::chrono_literals;

class AdminUserRoutesTest : public testing::Rig {
protected:
    AdminUserRoutesTest() : admin_(sign_up("carol")) { set_role("carol", accounts::Role::admin); }

    Told patch(const std::string& user, std::string body, std::string token) {
        return send({.method = http::Method::patch,
                     .target = "/api/admin/users/" + user,
                     .body = std::move(body),
                     .token = std::move(token)});
    }

    Told remove(const std::string& user) {
        return send({.method = http::Method::delete_,
                     .target = "/api/admin/users/" + user,
                     .token = admin_});
    }

    std::vector<std::string> actions() {
        std::vector<std::string> actions;
        const auto told = get("/api/admin/audit?limit=100", admin_);
        for (const auto& record : told.at("/data").as_array()) {
            actions.emplace_back(testing::SchemaCheck::text(record.at("action")));
        }
        return actions;
    }

    std::string admin_;
};

TEST_F(AdminUserRoutesTest, admins_see_users_and_nobody_else_does) {
    const auto ada = sign_up("ada");

    const auto listed = get("/api/admin/users?q=ADA", admin_);
    ASSERT_EQ(listed.status, 200u);
    EXPECT_EQ(listed.at("/meta/total"), 1);
    EXPECT_EQ(listed.text("/data/0/email"), "ada@example.org");
    EXPECT_EQ(get("/api/admin/users/ada", admin_).text("/id"), listed.text("/data/0/id"));
    EXPECT_EQ(get("/api/admin/users/nobody", admin_).status, 404u);
    set_role("ada", accounts::Role::moderator);
    for (const auto* path :
         {"/api/admin/users", "/api/admin/users/ada", "/api/admin/audit", "/api/admin/invites"}) {
        EXPECT_EQ(get(path, ada).text("/code"), "forbidden") << path;
        EXPECT_EQ(get(path).text("/code"), "unauthenticated") << path;
    }
}

TEST_F(AdminUserRoutesTest, a_new_role_is_in_force_within_a_second_and_remembered) {
    const auto ada = sign_up("ada");
    EXPECT_EQ(get("/api/admin/users", ada).status, 403u);

    EXPECT_EQ(patch("ada", R"({"role":"admin"})", admin_).text("/role"), "admin");

    wall_ += 1s;
    EXPECT_EQ(get("/api/admin/users", ada).status, 200u);
    EXPECT_EQ(patch("carol", R"({"role":"user"})", ada).status, 200u);
    wall_ += 1s;
    EXPECT_EQ(get("/api/admin/users", admin_).status, 403u);
}

TEST_F(AdminUserRoutesTest, who_is_disabled_is_out_within_a_second_and_off_the_air) {
    const auto ada = sign_up("ada");
    EXPECT_EQ(get("/api/auth/me", ada).status, 200u);

    const auto told = patch("ada", R"({"isActive":false})", admin_);

    EXPECT_EQ(told.at("/isActive"), false);
    EXPECT_THAT(live_.publishes_ended, ElementsAre(channel_of("ada").id));
    wall_ += 1s;
    EXPECT_EQ(get("/api/auth/me", ada).text("/code"), "session_ended");
    EXPECT_THAT(actions(), ElementsAre("user.disabled"));
}

TEST_F(AdminUserRoutesTest, the_last_admin_and_the_own_role_stay) {
    EXPECT_EQ(patch("carol", R"({"role":"user"})", admin_).text("/code"), "own_role");
    EXPECT_EQ(patch("carol", R"({"isActive":false})", admin_).text("/code"), "last_admin");
    EXPECT_EQ(remove("carol").text("/code"), "last_admin");
    EXPECT_TRUE(actions().empty());
}

TEST_F(AdminUserRoutesTest, fields_that_are_not_to_change_are_refused) {
    sign_up("ada");

    EXPECT_EQ(patch("ada", R"({"email":"eve@example.org","role":"king"})", admin_).failing_fields(),
              (std::set<std::string>{"email", "role"}));
    EXPECT_EQ(patch("nobody", R"({"role":"user"})", admin_).status, 404u);
    EXPECT_EQ(patch("ada", "{}", admin_).text("/role"), "user");
}

TEST_F(AdminUserRoutesTest, who_is_removed_is_disabled_and_signed_out_first) {
    const auto ada = sign_up("ada");

    EXPECT_EQ(remove("ada").status, 200u);

    wall_ += 1s;
    EXPECT_EQ(get("/api/auth/me", ada).status, 401u);
    EXPECT_EQ(removed_.size(), 1u);
    EXPECT_THAT(actions(), ElementsAre("user.removed", "user.disabled"));
    EXPECT_EQ(remove("nobody").status, 404u);
}

TEST_F(AdminUserRoutesTest, a_user_is_signed_out_everywhere_and_may_come_back) {
    const auto ada = sign_up("ada");
    const auto key = post("/api/auth/tokens", R"({"name":"ci","scopes":["streams:read"]})", ada);
    EXPECT_EQ(get("/api/streams", key.text("/token")).status, 200u);

    EXPECT_EQ(post("/api/admin/users/ada/sign-out", "{}", admin_).status, 200u);

    wall_ += 1s;
    EXPECT_EQ(get("/api/streams", key.text("/token")).text("/code"), "token_invalid");
    EXPECT_EQ(get("/api/auth/me", ada).text("/code"), "session_ended");
    EXPECT_EQ(
        post("/api/auth/login", R"({"email":"ada@example.org","password":"correct horse"})").status,
        200u);
}

TEST_F(AdminUserRoutesTest, the_audit_is_read_from_the_newest_on) {
    sign_up("ada");
    (void)patch("ada", R"({"role":"moderator"})", admin_);
    (void)patch("ada", R"({"role":"user"})", admin_);

    const auto first = get("/api/admin/audit?limit=1", admin_);
    EXPECT_EQ(first.text("/data/0/details"), "moderator -> user");
    EXPECT_EQ(first.text("/data/0/actorUsername"), "carol");
    EXPECT_EQ(first.text("/data/0/ip"), "192.0.2.1");
    const auto second =
        get("/api/admin/audit?limit=1&cursor=" + first.text("/meta/nextCursor"), admin_);
    EXPECT_EQ(second.text("/data/0/details"), "user -> moderator");
    EXPECT_TRUE(second.at("/meta/nextCursor").is_null());
    EXPECT_EQ(get("/api/admin/audit?cursor=x", admin_).failing_fields(),
              std::set<std::string>{"cursor"});
    EXPECT_TRUE(get("/api/admin/audit?action=user.removed", admin_).at("/data").as_array().empty());
}

class SetupRoutesTest : public testing::Rig {
protected:
    Told set_up(const std::string& code) {
        return Rig::post("/api/setup", R"({"code":")" + code +
                                           R"(","username":"Carol","email":"c@example.org",)"
                                           R"("password":"correct horse"})");
    }
};

TEST_F(SetupRoutesTest, whoever_read_the_code_becomes_the_first_admin_once) {
    EXPECT_EQ(get("/api/setup").at("/needed"), true);
    EXPECT_EQ(set_up("wrong").text("/code"), "setup_code_wrong");

    const auto told = set_up(setup_code());

    ASSERT_EQ(told.status, 201u);
    EXPECT_EQ(told.text("/user/role"), "admin");
    EXPECT_EQ(get("/api/admin/audit", told.text("/token")).text("/data/0/action"),
              "setup.first_admin");
    EXPECT_EQ(get("/api/setup").at("/needed"), false);
    EXPECT_EQ(set_up(setup_code()).status, 404u);
}

TEST_F(SetupRoutesTest, what_is_wrong_with_the_account_is_told_before_the_code_is_spent) {
    EXPECT_EQ(Rig::post("/api/setup", "{}").failing_fields(),
              (std::set<std::string>{"code", "username", "email", "password"}));
    sign_up("carol");
    EXPECT_EQ(set_up(setup_code()).text("/code"), "username_taken");
    EXPECT_EQ(get("/api/setup").at("/needed"), true);
}

class AdminByEmail : public testing::Rig {
protected:
    ErrorCode ensure(std::string password) {
        const auto ensured = run(first_admin().ensure(
            {.email = "ada@example.org", .password = SecretText(std::move(password))}));
        return ensured ? ErrorCode() : ensured.error().reason;
    }

    bool is_admin(const std::string& token) {
        return get("/api/auth/me", token).text("/role") == "admin";
    }
};

TEST_F(AdminByEmail, is_not_whoever_registered_with_the_address) {
    const auto token = sign_up("ada");

    EXPECT_EQ(ensure("of the operator"), accounts::Errc::wrong_credentials);

    EXPECT_FALSE(is_admin(token));
    EXPECT_TRUE(run(first_admin().is_needed()));
}

TEST_F(AdminByEmail, is_who_has_the_password_or_a_verified_address) {
    const auto token = sign_up("ada");
    EXPECT_EQ(ensure("correct horse"), ErrorCode());
    wall_ += 1s;
    EXPECT_TRUE(is_admin(token));

    set_role("ada", accounts::Role::user);
    change("UPDATE users SET email_verified_at = 1");
    EXPECT_EQ(ensure("of the operator"), ErrorCode());
    wall_ += 1s;
    EXPECT_TRUE(is_admin(token));
}

TEST_F(AdminByEmail, is_nobody_where_there_is_an_admin) {
    const auto token = sign_up("ada");
    sign_up("carol");
    set_role("carol", accounts::Role::admin);

    EXPECT_EQ(ensure("correct horse"), ErrorCode());

    EXPECT_FALSE(is_admin(token));
}

TEST_F(AdminByEmail, is_not_made_of_an_address_whose_holder_has_left) {
    sign_up("ada");
    change("UPDATE users SET is_active = 0, deleted_at = 1");

    EXPECT_EQ(ensure("correct horse"), accounts::Errc::email_taken);
}

class InvitedRegistration : public testing::Rig {
protected:
    InvitedRegistration() : Rig({.registration = RegistrationPolicy::invite}) {}

    Told sign_up_by(const std::string& invite, const std::string& name) {
        return Rig::post("/api/auth/register",
                         R"({"username":")" + name + R"(","email":")" + name +
                             R"(@example.org","password":"correct horse","invite":")" + invite +
                             "\"}");
    }

    std::string sign_up_admin() {
        return Rig::post("/api/setup", R"({"code":")" + setup_code() +
                                           R"(","username":"Carol","email":"c@example.org",)"
                                           R"("password":"correct horse"})")
            .text("/token");
    }
};

TEST_F(InvitedRegistration, takes_an_invite_and_uses_it_up) {
    const auto admin = sign_up_admin();
    const auto made = Rig::post("/api/admin/invites", R"({"uses":1})", admin);
    ASSERT_EQ(made.status, 201u);
    const auto code = made.text("/code");
    EXPECT_EQ(made.text("/url"), "http://tv.example/register?invite=" + code);

    EXPECT_EQ(Rig::post("/api/auth/register",
                        R"({"username":"ada","email":"a@example.org","password":"12345678"})")
                  .text("/code"),
              "invite_required");
    EXPECT_EQ(sign_up_by("nonsense", "ada").text("/code"), "invite_invalid");
    EXPECT_EQ(sign_up_by(code, "ada").status, 201u);
    EXPECT_EQ(sign_up_by(code, "bob").failing_fields(), std::set<std::string>{"invite"});
    EXPECT_EQ(get("/api/admin/invites", admin).at("/data/0/usesLeft"), 0);
}

TEST_F(InvitedRegistration, an_invite_is_for_an_address_or_for_anybody) {
    const auto admin = sign_up_admin();
    for (const auto* email : {"ada", "", "ada@example.org\\nBcc: eve@example.org"}) {
        const auto body = R"({"email":")" + std::string(email) + R"("})";
        EXPECT_EQ(Rig::post("/api/admin/invites", body, admin).failing_fields(),
                  std::set<std::string>{"email"})
            << email;
    }
}

TEST_F(InvitedRegistration, an_invite_can_be_taken_back) {
    const auto admin = sign_up_admin();
    const auto made = Rig::post("/api/admin/invites", R"({"email":"ada@example.org"})", admin);
    const auto path = "/api/admin/invites/" + made.text("/id");
    EXPECT_EQ(sign_up_by(made.text("/code"), "bob").text("/code"), "invite_invalid");

    EXPECT_EQ(send({.method = http::Method::delete_, .target = path, .token = admin}).status, 200u);

    EXPECT_EQ(send({.method = http::Method::delete_, .target = path, .token = admin}).status, 404u);
    EXPECT_EQ(sign_up_by(made.text("/code"), "ada").text("/code"), "invite_invalid");
}

}  // namespace

}  // namespace freshet::api
