#include "serve/api/account_routes.hpp"

#include <gmock/gmock.h>

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;
using testing::Told;
using enum http::Method;
using namespace std::chrono_literals;

class AccountRoutesTest : public testing::Rig {
protected:
    Told end(std::string target, std::string token, std::string body = {}) {
        return send({.method = delete_,
                     .target = std::move(target),
                     .body = std::move(body),
                     .token = std::move(token)});
    }

    Told leave(const std::string& password, std::string token) {
        return end("/api/users/me", std::move(token), R"({"password":")" + password + R"("})");
    }

    std::string sign_in(const std::string& name) {
        const auto told =
            post("/api/auth/login",
                 R"({"email":")" + name + R"(@example.org","password":"correct horse"})");
        return told.status == 200 ? told.text("/token") : "";
    }
};

TEST_F(AccountRoutesTest, sessions_are_listed_with_the_one_that_asks) {
    sign_up("ada");
    wall_ += 1min;
    const auto here = sign_in("ada");

    const auto told = get("/api/auth/sessions", here);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.at("/meta/total"), 2);
    EXPECT_EQ(told.at("/data/0/current"), true);
    EXPECT_EQ(told.at("/data/1/current"), false);
    EXPECT_EQ(told.text("/data/0/ip"), "192.0.2.1");
    EXPECT_EQ(get("/api/auth/sessions?limit=1&page=2", here).text("/data/0/id"),
              told.text("/data/1/id"));
}

TEST_F(AccountRoutesTest, a_session_is_ended_from_another_one_of_the_same_user_alone) {
    const auto there = sign_up("ada");
    wall_ += 1min;
    const auto here = sign_in("ada");
    const auto eve = sign_up("eve");
    const auto path = "/api/auth/sessions/" + get("/api/auth/sessions", here).text("/data/1/id");

    EXPECT_EQ(end(path, eve).status, 404u);
    EXPECT_EQ(end("/api/auth/sessions/none", here).status, 404u);
    EXPECT_EQ(get("/api/auth/me", there).status, 200u);
    EXPECT_EQ(end(path, here).status, 200u);
    EXPECT_EQ(get("/api/auth/me", there).status, 401u);
    EXPECT_EQ(end(path, here).status, 404u);
}

TEST_F(AccountRoutesTest, all_other_sessions_end_at_once) {
    const auto there = sign_up("ada");
    const auto here = sign_in("ada");

    EXPECT_EQ(end("/api/auth/sessions", here).status, 200u);

    EXPECT_EQ(get("/api/auth/me", here).status, 200u);
    EXPECT_EQ(get("/api/auth/me", there).status, 401u);
}

TEST_F(AccountRoutesTest, the_export_has_what_is_kept_of_the_caller) {
    const auto token = sign_up("ada");
    sign_up("bob");
    const auto stream = add_stream("ada", channels::StreamStatus::ended);
    add_stream("bob", channels::StreamStatus::ended);
    change(
        "INSERT INTO follows SELECT a.id, b.id, 1800000000000 FROM users a, users b "
        "WHERE a.username = 'ada' AND b.username = 'bob'");

    const auto told = get("/api/users/me/export", token);

    ASSERT_EQ(told.status, 200u);
    EXPECT_THAT(told.header("Content-Disposition"), StartsWith("attachment; filename=\"freshet-"));
    EXPECT_EQ(told.text("/user/email"), "ada@example.org");
    EXPECT_EQ(told.text("/channels/0/handle"), "ada");
    EXPECT_EQ(told.at("/streams").as_array().size(), 1u);
    EXPECT_EQ(told.text("/streams/0/id"), to_string(stream.id));
    EXPECT_EQ(told.text("/follows/0/username"), "bob");
    EXPECT_EQ(told.at("/sessions").as_array().size(), 1u);
    EXPECT_TRUE(told.at("/media").as_array().empty());
    EXPECT_EQ(testing::bj::serialize(told.at("/sessions")).find("refresh"), std::string::npos);
}

TEST_F(AccountRoutesTest, who_leaves_is_gone_for_everybody) {
    const auto token = sign_up("ada");
    const auto stream = add_stream("ada", channels::StreamStatus::live);
    put_on_air(stream, 3);

    EXPECT_EQ(leave("wrong horse", token).text("/code"), "not_confirmed");
    const auto told = leave("correct horse", token);

    EXPECT_EQ(told.status, 200u);
    EXPECT_THAT(live_.publishes_ended, ElementsAre(stream.channel));
    EXPECT_EQ(get("/api/auth/me", token).status, 401u);
    EXPECT_EQ(sign_in("ada"), "");
    EXPECT_EQ(get("/api/users/ada").status, 404u);
    EXPECT_EQ(get("/api/channels/ada").status, 404u);
    EXPECT_EQ(get("/api/streams/" + to_string(stream.id)).status, 404u);
    EXPECT_EQ(get("/api/streams").at("/meta/total"), 0);
    EXPECT_EQ(post("/api/auth/register",
                   R"({"username":"ADA","email":"a@example.org","password":"correct horse"})")
                  .status,
              409u);
}

TEST_F(AccountRoutesTest, who_has_left_is_purged_with_all_that_hangs_on_it) {
    const auto token = sign_up("ada");
    add_stream("ada", channels::StreamStatus::ended);
    change("UPDATE users SET avatar_url = '/media/avatars/a.webp'");
    avatar_files_.files["a.webp"] = {};
    leave("correct horse", token);
    const auto left_at = wall_;

    change("DELETE FROM channels");  // As housekeeping does first, with what hangs on them.
    EXPECT_EQ(run(removal().purge_deleted(left_at - 1s, 10)), 0u);
    EXPECT_EQ(run(removal().purge_deleted(left_at, 10)), 1u);
    wall_ += 1h;
    EXPECT_EQ(run(avatars().sweep(10)), 1u);

    EXPECT_TRUE(avatar_files_.files.empty());
    EXPECT_NE(sign_up("ada"), "");
}

TEST_F(AccountRoutesTest, the_last_admin_stays) {
    const auto token = sign_up("ada");
    set_role("ada", accounts::Role::admin);

    EXPECT_EQ(leave("correct horse", token).text("/code"), "last_admin");
    sign_up("bob");
    set_role("bob", accounts::Role::admin);
    EXPECT_EQ(leave("correct horse", token).status, 200u);
}

}  // namespace

}  // namespace freshet::api
