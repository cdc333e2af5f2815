#include "serve/api/auth_routes.hpp"

#include <gmock/gmock.h>

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using testing::Ask;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using testing::Told;
using namespace std::chrono_literals;

using Fields = std::set<std::string>;

class AuthRoutesTest : public testing::Rig {
protected:
    /// The cookie's value out of Set-Cookie.
    static std::string cookie_of(const Told& told) {
        const auto field = told.header("Set-Cookie");
        const auto begin = field.find('=') + 1;
        return field.substr(begin, field.find(';') - begin);
    }

    Told with_cookie(std::string target, const std::string& cookie, std::string origin = {}) {
        Ask ask{.method = http::Method::post, .target = std::move(target)};
        ask.headers.emplace_back("Cookie", "theme=dark; freshet_refresh=" + cookie);
        if (!origin.empty()) ask.headers.emplace_back("Origin", std::move(origin));
        return send(ask);
    }
};

constexpr auto ada = R"({"username":"Ada","email":"ada@example.org","password":"correct horse"})";
constexpr auto ada_signs_in = R"({"email":"ADA@example.org","password":"correct horse"})";

TEST_F(AuthRoutesTest, registering_makes_the_user_and_signs_in) {
    const auto told = Rig::post("/api/auth/register", ada);

    ASSERT_EQ(told.status, 201u);
    EXPECT_EQ(told.header("Location"), "/api/users/" + told.text("/user/id"));
    EXPECT_EQ(told.text("/user/username"), "Ada");
    EXPECT_EQ(told.text("/user/email"), "ada@example.org");
    EXPECT_EQ(told.text("/user/role"), "user");
    EXPECT_EQ(told.text("/user/createdAt"), "2026-01-31T12:00:00.000Z");
    EXPECT_EQ(get("/api/auth/me", told.text("/token")).text("/id"), told.text("/user/id"));
}

TEST_F(AuthRoutesTest, who_has_registered_is_greeted_in_the_language_of_the_request) {
    Ask ask{.method = http::Method::post, .target = "/api/auth/register", .body = ada};
    ask.headers.emplace_back("Accept-Language", "vi");
    ASSERT_EQ(send(ask).status, 201u);
    ASSERT_EQ(send(ask).status, 409u) << "nobody is greeted who is not new";

    EXPECT_EQ(greeted_, std::vector<std::string>{"ada@example.org in vi"});
}

TEST_F(AuthRoutesTest, registering_makes_a_channel_with_a_key) {
    const auto token = sign_up("Ada");

    EXPECT_EQ(get("/api/channels/ada").status, 200u);
    EXPECT_EQ(get("/api/auth/stream-key", token).text("/streamKey").size(), 32u);
}

TEST_F(AuthRoutesTest, registering_names_every_failing_field) {
    const auto told =
        Rig::post("/api/auth/register",
                  R"({"username":"a b","email":"nobody","password":"short","role":"admin"})");

    ASSERT_EQ(told.status, 422u);
    EXPECT_EQ(told.text("/code"), "validation_failed");
    EXPECT_EQ(told.failing_fields(), (Fields{"username", "email", "password", "role"}));
}

TEST_F(AuthRoutesTest, registering_without_a_body_names_every_required_field) {
    const auto told = Rig::post("/api/auth/register");

    ASSERT_EQ(told.status, 422u);
    EXPECT_EQ(told.failing_fields(), (Fields{"username", "email", "password"}));
}

TEST_F(AuthRoutesTest, registering_refuses_reserved_names) {
    const auto told =
        Rig::post("/api/auth/register",
                  R"({"username":"admin","email":"a@example.org","password":"correct horse"})");

    ASSERT_EQ(told.status, 422u);
    EXPECT_EQ(told.text("/errors/0/message"), "is reserved");
}

TEST_F(AuthRoutesTest, every_rule_of_names_and_addresses_has_its_sentence) {
    const auto told = Rig::post(
        "/api/auth/register", R"({"username":"a b c","email":"nobody","password":"long enough"})");

    ASSERT_EQ(told.status, 422u);
    EXPECT_EQ(told.text("/errors/0/message"),
              "may contain only letters without accents, digits, _ and -");
    EXPECT_EQ(told.text("/errors/1/message"), "is not an e-mail address");
}

TEST_F(AuthRoutesTest, names_and_addresses_are_taken_whatever_their_case) {
    sign_up("Ada");

    const auto name =
        Rig::post("/api/auth/register",
                  R"({"username":"ADA","email":"other@example.org","password":"correct horse"})");
    const auto address =
        Rig::post("/api/auth/register",
                  R"({"username":"bob","email":"ADA@example.org","password":"correct horse"})");

    EXPECT_EQ(name.status, 409u);
    EXPECT_EQ(name.failing_fields(), Fields{"username"});
    EXPECT_EQ(address.status, 409u);
    EXPECT_EQ(address.text("/code"), "email_taken");
}

TEST_F(AuthRoutesTest, signing_in_gives_a_token_and_a_cookie_that_only_auth_sees) {
    sign_up("Ada");

    const auto told = Rig::post("/api/auth/login", ada_signs_in);

    ASSERT_EQ(told.status, 200u);
    EXPECT_FALSE(told.body.as_object().contains("refreshToken"));
    const auto cookie = told.header("Set-Cookie");
    EXPECT_THAT(cookie, StartsWith("freshet_refresh="));
    EXPECT_THAT(cookie, HasSubstr("; Path=/api/auth; Max-Age=604800; HttpOnly; SameSite=Strict"));
    EXPECT_THAT(cookie, Not(HasSubstr("Secure")));
}

TEST_F(AuthRoutesTest, the_cookie_is_secure_behind_tls) {
    sign_up("Ada");

    const auto told = send({.method = http::Method::post,
                            .target = "/api/auth/login",
                            .body = ada_signs_in,
                            .secure = true});

    EXPECT_THAT(told.header("Set-Cookie"), HasSubstr("; Secure"));
}

TEST_F(AuthRoutesTest, a_wrong_password_and_an_unknown_address_get_the_same_answer) {
    sign_up("Ada");

    const auto wrong =
        Rig::post("/api/auth/login", R"({"email":"ada@example.org","password":"x"})");
    const auto unknown =
        Rig::post("/api/auth/login", R"({"email":"eve@example.org","password":"x"})");

    EXPECT_EQ(wrong.status, 401u);
    EXPECT_EQ(wrong.text("/code"), "wrong_credentials");
    EXPECT_EQ(testing::bj::serialize(wrong.body), testing::bj::serialize(unknown.body));
}

TEST_F(AuthRoutesTest, a_disabled_account_cannot_sign_in) {
    sign_up("Ada");
    change("UPDATE users SET is_active = 0");

    const auto told = Rig::post("/api/auth/login", ada_signs_in);

    EXPECT_EQ(told.status, 403u);
    EXPECT_EQ(told.text("/code"), "account_disabled");
}

TEST_F(AuthRoutesTest, a_refresh_by_cookie_gives_a_new_token_and_the_next_cookie) {
    const auto signed_up = Rig::post("/api/auth/register", ada);

    const auto told = with_cookie("/api/auth/refresh", cookie_of(signed_up), "http://tv.example");

    ASSERT_EQ(told.status, 200u);
    EXPECT_NE(cookie_of(told), cookie_of(signed_up));
    EXPECT_EQ(get("/api/auth/me", told.text("/token")).status, 200u);
}

TEST_F(AuthRoutesTest, a_refresh_works_while_the_access_token_has_expired) {
    const auto signed_up = Rig::post("/api/auth/register", ada);
    wall_ += 2h;
    Ask ask{.method = http::Method::post,
            .target = "/api/auth/refresh",
            .token = signed_up.text("/token")};
    ask.headers.emplace_back("Cookie", "freshet_refresh=" + cookie_of(signed_up));

    EXPECT_EQ(get("/api/auth/me", signed_up.text("/token")).text("/code"), "token_expired");
    EXPECT_EQ(send(ask).status, 200u);
}

TEST_F(AuthRoutesTest, a_client_without_cookies_gets_its_refresh_token_in_the_body) {
    sign_up("Ada");
    const auto signed_in = Rig::post(
        "/api/auth/login",
        R"({"email":"ada@example.org","password":"correct horse","tokenDelivery":"body"})");
    ASSERT_EQ(signed_in.status, 200u);
    EXPECT_EQ(signed_in.header("Set-Cookie"), "");

    const auto told = Rig::post("/api/auth/refresh",
                                R"({"refreshToken":")" + signed_in.text("/refreshToken") + "\"}");

    ASSERT_EQ(told.status, 200u);
    EXPECT_NE(told.text("/refreshToken"), signed_in.text("/refreshToken"));
    EXPECT_EQ(told.header("Set-Cookie"), "");
}

TEST_F(AuthRoutesTest, an_old_refresh_token_ends_the_session_and_the_cookie) {
    const auto first = Rig::post("/api/auth/register", ada);
    const auto second = with_cookie("/api/auth/refresh", cookie_of(first));
    wall_ += 1min;

    const auto stolen = with_cookie("/api/auth/refresh", cookie_of(first));

    EXPECT_EQ(stolen.status, 401u);
    EXPECT_EQ(stolen.text("/code"), "refresh_reused");
    EXPECT_THAT(stolen.header("Set-Cookie"),
                HasSubstr("freshet_refresh=; Path=/api/auth; Max-Age=0"));
    EXPECT_EQ(with_cookie("/api/auth/refresh", cookie_of(second)).status, 401u);
    EXPECT_EQ(get("/api/auth/me", second.text("/token")).text("/code"), "session_ended");
}

TEST_F(AuthRoutesTest, a_refresh_with_nothing_or_nonsense_is_refused) {
    EXPECT_EQ(Rig::post("/api/auth/refresh").text("/code"), "unauthenticated");
    EXPECT_EQ(with_cookie("/api/auth/refresh", "nonsense").text("/code"), "token_invalid");
}

TEST_F(AuthRoutesTest, a_foreign_site_cannot_use_the_cookie) {
    const auto signed_up = Rig::post("/api/auth/register", ada);

    const auto told =
        with_cookie("/api/auth/refresh", cookie_of(signed_up), "https://evil.example");

    EXPECT_EQ(told.status, 403u);
    EXPECT_EQ(told.text("/code"), "origin_refused");
}

TEST_F(AuthRoutesTest, signing_out_ends_the_session_by_token) {
    const auto token = sign_up("Ada");
    ASSERT_EQ(get("/api/auth/me", token).status, 200u);

    const auto told = Rig::post("/api/auth/logout", "{}", token);

    EXPECT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/message"), "You are signed out.");
    EXPECT_THAT(told.header("Set-Cookie"), HasSubstr("Max-Age=0"));
    EXPECT_EQ(get("/api/auth/me", token).status, 401u);
}

TEST_F(AuthRoutesTest, signing_out_ends_the_session_by_cookie_alone) {
    const auto signed_up = Rig::post("/api/auth/register", ada);

    EXPECT_EQ(with_cookie("/api/auth/logout", cookie_of(signed_up)).status, 200u);

    EXPECT_EQ(with_cookie("/api/auth/refresh", cookie_of(signed_up)).text("/code"),
              "session_ended");
}

TEST_F(AuthRoutesTest, signing_out_twice_or_while_nobody_is_signed_in_does_no_harm) {
    const auto token = sign_up("Ada");

    EXPECT_EQ(Rig::post("/api/auth/logout", {}, token).status, 200u);
    EXPECT_EQ(Rig::post("/api/auth/logout", {}, token).status, 200u);
    EXPECT_EQ(Rig::post("/api/auth/logout").status, 200u);
}

TEST_F(AuthRoutesTest, me_is_the_caller_with_what_is_for_the_caller_alone) {
    const auto token = sign_up("ada");
    put_on_air(add_stream("ada", channels::StreamStatus::live), 3);

    for (const auto* path : {"/api/auth/me", "/api/users/me"}) {
        const auto told = get(path, token);
        ASSERT_EQ(told.status, 200u);
        EXPECT_EQ(told.text("/email"), "ada@example.org");
        EXPECT_EQ(told.at("/isActive"), true);
        EXPECT_EQ(told.at("/isStreaming"), true);
        EXPECT_EQ(told.text("/streamKey"), get("/api/auth/stream-key", token).text("/streamKey"));
    }
}

TEST_F(AuthRoutesTest, a_registration_says_where_the_new_user_is) {
    const auto made = Rig::post("/api/auth/register", ada);
    const auto location = made.header("Location");

    EXPECT_EQ(get(location).text("/id"), made.text("/user/id"));
}

TEST_F(AuthRoutesTest, others_see_of_a_user_what_is_public) {
    const auto token = sign_up("ada");

    EXPECT_EQ(get("/api/users/ADA").text("/username"), "ada");
    for (const auto* field : {"email", "streamKey", "isActive", "lastLoginAt"}) {
        EXPECT_FALSE(get("/api/users/ada").at("").as_object().contains(field)) << field;
    }
    EXPECT_EQ(get("/api/users/ada", token).text("/email"), "ada@example.org");
    EXPECT_EQ(get("/api/users/nobody").text("/code"), "not_found");
    EXPECT_EQ(get("/api/users/ada", "nonsense").status, 401u);
}

TEST_F(AuthRoutesTest, nobody_learns_of_an_account_without_a_good_token) {
    for (const auto* path : {"/api/auth/me", "/api/users/me", "/api/auth/stream-key"}) {
        EXPECT_EQ(get(path).text("/code"), "unauthenticated");
        EXPECT_EQ(get(path).header("WWW-Authenticate"), "Bearer");
        EXPECT_EQ(get(path, "nonsense").text("/code"), "token_invalid");
    }
}

class ClosedRegistration : public testing::Rig {
protected:
    ClosedRegistration() : Rig({.registration = RegistrationPolicy::closed}) {}
};

TEST_F(ClosedRegistration, makes_no_accounts) {
    const auto told = Rig::post("/api/auth/register", ada);

    EXPECT_EQ(told.status, 403u);
    EXPECT_EQ(told.text("/code"), "registration_closed");
    EXPECT_EQ(get("/api/users/ada").status, 404u);
}

}  // namespace

}  // namespace freshet::api
