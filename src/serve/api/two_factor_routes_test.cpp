#include "serve/api/two_factor_routes.hpp"

#include <gmock/gmock.h>

#include "accounts/totp.hpp"
#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using accounts::Totp;
using ::testing::SizeIs;
using testing::Told;
using namespace std::chrono_literals;

std::string json_of(std::initializer_list<std::pair<std::string, std::string>> members) {
    testing::bj::object object;
    for (const auto& [name, value] : members) object[name] = value;
    return testing::bj::serialize(object);
}

class TwoFactorRoutesTest : public testing::Rig {
protected:
    // Without limits of the address, so that those of the account show.
    TwoFactorRoutesTest() : Rig({.rate_limits = {.requests = 0, .auth = 0}}) {}

    static constexpr auto password = "correct horse";
    static constexpr auto login = R"({"email":"ada@example.org","password":"correct horse"})";

    /// The code that the app shows, now or so many steps later.
    [[nodiscard]] std::string code(int steps = 0) const {
        return Totp::code(secret_, Totp::step_at(wall_) + steps);
    }

    /// Base32 as an app reads it.
    static Bytes bytes_of(std::string_view base32) {
        constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        Bytes bytes;
        std::uint32_t buffer = 0;
        unsigned held = 0;
        for (const char letter : base32) {
            buffer = buffer << 5 | static_cast<std::uint32_t>(alphabet.find(letter));
            held += 5;
            if (held < 8) continue;
            held -= 8;
            bytes.push_back(static_cast<std::byte>(buffer >> held & 0xff));
        }
        return bytes;
    }

    Told set_up(const std::string& token) {
        auto told = post("/api/auth/two-factor/setup", json_of({{"password", password}}), token);
        if (told.status == 200) secret_ = bytes_of(told.text("/secret"));
        return told;
    }

    /// Ada, whose sign-in asks for codes; the token of a session of hers. The code is used.
    std::string sign_up_with_two_factor() {
        auto token = sign_up("ada");
        EXPECT_EQ(set_up(token).status, 200u);
        auto enabled = post("/api/auth/two-factor/enable", json_of({{"code", code()}}), token);
        EXPECT_EQ(enabled.status, 200u);
        recovery_codes_ = enabled.at("/recoveryCodes").as_array();
        wall_ += 30s;
        return token;
    }

    std::string challenge() { return post("/api/auth/login", login).text("/challenge"); }

    Told finish(const std::string& challenge, const std::string& code) {
        return post("/api/auth/two-factor", json_of({{"challenge", challenge}, {"code", code}}));
    }

    [[nodiscard]] std::string recovery_code(std::size_t index) const {
        return std::string(testing::SchemaCheck::text(recovery_codes_.at(index)));
    }

    Bytes secret_;
    testing::bj::array recovery_codes_;
};

TEST_F(TwoFactorRoutesTest, is_off_until_a_code_has_confirmed_it) {
    const auto token = sign_up("ada");

    EXPECT_EQ(post("/api/auth/two-factor/enable", json_of({{"code", "123456"}}), token).status,
              409u);
    EXPECT_EQ(set_up(token).status, 200u);
    EXPECT_EQ(
        post("/api/auth/two-factor/enable", json_of({{"code", code(5)}}), token).text("/code"),
        "wrong_code");
    EXPECT_EQ(get("/api/auth/two-factor", token).at("/enabled"), false);
    EXPECT_EQ(post("/api/auth/login", login).status, 200u);

    const auto told = post("/api/auth/two-factor/enable", json_of({{"code", code()}}), token);

    ASSERT_EQ(told.status, 200u);
    EXPECT_THAT(told.at("/recoveryCodes").as_array(), SizeIs(10));
    EXPECT_EQ(get("/api/auth/two-factor", token).at("/recoveryCodesLeft"), 10);
    EXPECT_EQ(set_up(token).text("/code"), "two_factor_on");
}

TEST_F(TwoFactorRoutesTest, setting_up_asks_for_the_password) {
    const auto token = sign_up("ada");

    const auto told = post("/api/auth/two-factor/setup", json_of({{"password", "wrong"}}), token);

    EXPECT_EQ(told.status, 422u);
    EXPECT_EQ(told.failing_fields(), std::set<std::string>{"password"});
}

TEST_F(TwoFactorRoutesTest, the_password_earns_a_challenge_and_the_code_a_session) {
    sign_up_with_two_factor();

    const auto asked = post("/api/auth/login", login);
    EXPECT_EQ(asked.status, 401u);
    EXPECT_EQ(asked.text("/code"), "two_factor_required");
    EXPECT_EQ(asked.header("Set-Cookie"), "");
    const auto told = finish(asked.text("/challenge"), code());

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/user/username"), "ada");
    EXPECT_NE(told.header("Set-Cookie"), "");
    EXPECT_EQ(get("/api/auth/me", told.text("/token")).status, 200u);
}

TEST_F(TwoFactorRoutesTest, no_code_and_no_challenge_work_twice) {
    sign_up_with_two_factor();
    const auto first = challenge();
    const auto second = challenge();
    EXPECT_EQ(finish(first, code()).status, 200u);

    EXPECT_EQ(finish(second, code()).text("/code"), "wrong_code");
    wall_ += 30s;
    EXPECT_EQ(finish(first, code()).text("/code"), "challenge_invalid");
    EXPECT_EQ(finish(second, code()).status, 200u);
}

TEST_F(TwoFactorRoutesTest, a_challenge_lasts_five_minutes_and_five_tries) {
    sign_up_with_two_factor();
    const auto late = challenge();
    wall_ += 5min;
    EXPECT_EQ(finish(late, code()).text("/code"), "challenge_invalid");

    const auto tried = challenge();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(finish(tried, "000000").text("/code"), "wrong_code");
    EXPECT_EQ(finish(tried, code()).text("/code"), "challenge_invalid");
    EXPECT_EQ(finish(challenge(), code()).status, 200u);
}

TEST_F(TwoFactorRoutesTest, a_known_password_does_not_buy_tries_without_end) {
    sign_up_with_two_factor();
    for (int i = 0; i < 10; ++i) (void)finish(challenge(), "000000");

    const auto told = finish(challenge(), code());

    EXPECT_EQ(told.status, 429u);
    EXPECT_EQ(told.text("/code"), "too_many_codes");
    EXPECT_EQ(told.header("Retry-After"), "900");
}

TEST_F(TwoFactorRoutesTest, a_new_password_voids_the_challenges_of_the_old_one) {
    sign_up_with_two_factor();
    const auto old = challenge();
    change("UPDATE users SET password_hash = 'another'");

    EXPECT_EQ(finish(old, code()).text("/code"), "challenge_invalid");
}

TEST_F(TwoFactorRoutesTest, a_recovery_code_signs_in_once) {
    const auto token = sign_up_with_two_factor();

    EXPECT_EQ(finish(challenge(), recovery_code(0)).status, 200u);
    EXPECT_EQ(finish(challenge(), recovery_code(0)).text("/code"), "wrong_code");
    EXPECT_EQ(get("/api/auth/two-factor", token).at("/recoveryCodesLeft"), 9);
}

TEST_F(TwoFactorRoutesTest, recovery_codes_are_renewed_by_password_and_code_together) {
    const auto token = sign_up_with_two_factor();
    const std::string path = "/api/auth/two-factor/recovery-codes";
    const auto with = [&](const std::string& password, const std::string& code) {
        return post(path, json_of({{"password", password}, {"code", code}}), token);
    };
    EXPECT_EQ(post(path, json_of({{"password", password}}), token).failing_fields(),
              std::set<std::string>{"code"});
    EXPECT_EQ(post(path, json_of({{"code", code()}}), token).failing_fields(),
              std::set<std::string>{"password"});
    EXPECT_EQ(with("wrong", code()).text("/code"), "not_confirmed");
    EXPECT_EQ(with(password, "000000").text("/code"), "wrong_code");

    EXPECT_EQ(with(password, code()).status, 200u);
    const auto stale = with(password, recovery_code(1));
    EXPECT_EQ(stale.text("/code"), "wrong_code");
    wall_ += 30s;
    const auto told = with(password, code());

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(finish(challenge(), recovery_code(0)).text("/code"), "wrong_code");
    EXPECT_EQ(finish(challenge(), told.text("/recoveryCodes/0")).status, 200u);
}

TEST_F(TwoFactorRoutesTest, is_switched_off_by_password_and_code_together) {
    const auto token = sign_up_with_two_factor();
    const std::string path = "/api/auth/two-factor/disable";
    const auto with = [&](const std::string& password, const std::string& code) {
        return post(path, json_of({{"password", password}, {"code", code}}), token);
    };

    EXPECT_EQ(with("wrong", code()).text("/code"), "not_confirmed");
    EXPECT_EQ(with(password, "000000").text("/code"), "wrong_code");
    EXPECT_EQ(with(password, code()).status, 200u);
    EXPECT_EQ(with(password, code()).text("/code"), "two_factor_off");
    EXPECT_EQ(post("/api/auth/login", login).status, 200u);
}

TEST_F(TwoFactorRoutesTest, the_database_holds_no_secret_in_clear) {
    sign_up_with_two_factor();
    std::string kept;
    run(database().read([&kept](sql::Session& session) {
        session.prepare("SELECT secret FROM two_factor").into(kept).next();
    }));

    EXPECT_FALSE(kept.empty());
    EXPECT_EQ(kept.find(Totp::printed(secret_)), std::string::npos);
    EXPECT_EQ(kept.find(as_text(secret_)), std::string::npos);
}

}  // namespace

}  // namespace freshet::api
