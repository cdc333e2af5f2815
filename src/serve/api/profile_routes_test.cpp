#include "serve/api/profile_routes.hpp"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using testing::Ask;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::StartsWith;
using testing::Told;
using namespace std::chrono_literals;
using enum http::Method;
using Fields = std::set<std::string>;

std::string picture(const std::string& name) {
    std::ifstream file(FRESHET_SOURCE_DIR "/tests/fuzz/corpus/image/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class ProfileRoutesTest : public testing::Rig {
protected:
    Told change(std::string body, std::string token, std::string target = "/api/users/me") {
        return send({.method = patch,
                     .target = std::move(target),
                     .body = std::move(body),
                     .token = std::move(token)});
    }

    Told replace(std::string body, std::string token) {
        return send({.method = put,
                     .target = "/api/users/me",
                     .body = std::move(body),
                     .token = std::move(token)});
    }

    Told show(const std::string& bytes, const std::string& type, std::string token) {
        return send({.method = put,
                     .target = "/api/users/me/avatar",
                     .body = bytes,
                     .token = std::move(token),
                     .headers = {{"Content-Type", type}}});
    }
};

TEST_F(ProfileRoutesTest, a_change_touches_what_it_names_alone) {
    const auto token = sign_up("ada");

    const auto first = change(R"({"displayName":" Ada L. ","bio":"I\npaint."})", token);
    const auto second = change(R"({"bio":""})", token);

    ASSERT_EQ(first.status, 200u);
    EXPECT_EQ(first.text("/displayName"), "Ada L.");
    EXPECT_EQ(first.text("/bio"), "I\npaint.");
    EXPECT_EQ(second.text("/displayName"), "Ada L.");
    EXPECT_EQ(second.text("/bio"), "");
    EXPECT_EQ(second.text("/username"), "ada");
    EXPECT_EQ(get("/api/users/me", token).body, second.body);
}

TEST_F(ProfileRoutesTest, a_replacement_puts_back_what_it_leaves_out) {
    const auto token = sign_up("ada");
    change(R"({"displayName":"Ada L.","bio":"I paint."})", token);

    const auto told = replace(R"({"bio":"I write."})", token);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/bio"), "I write.");
    EXPECT_EQ(told.text("/displayName"), "ada");
    EXPECT_EQ(told.text("/email"), "ada@example.org");
}

TEST_F(ProfileRoutesTest, every_field_that_is_wrong_or_not_to_be_written_is_named) {
    const auto token = sign_up("ada");

    const auto told = change(R"({"username":"a b","email":"nobody","displayName":"  ",)"
                             R"("bio":"\u0007","role":"admin","id":"x","isActive":false})",
                             token);

    ASSERT_EQ(told.status, 422u);
    EXPECT_EQ(told.failing_fields(),
              (Fields{"username", "email", "displayName", "bio", "role", "id", "isActive"}));
}

TEST_F(ProfileRoutesTest, another_username_leaves_the_handle_and_is_nobody_elses) {
    const auto token = sign_up("ada");
    sign_up("bob");

    EXPECT_EQ(change(R"({"username":"BOB"})", token).status, 409u);
    const auto told = change(R"({"username":"Countess"})", token);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(get("/api/users/countess").text("/id"), told.text("/id"));
    EXPECT_EQ(get("/api/users/ada").status, 404u);
    EXPECT_EQ(get("/api/channels/ada").text("/userId"), told.text("/id"));
    EXPECT_EQ(change(R"({"username":"ada"})", token).status, 200u);
}

TEST_F(ProfileRoutesTest, a_session_is_worth_ten_guesses_at_the_password) {
    const auto token = sign_up("ada");
    const auto guess = [&](const std::string& password) {
        return change(R"({"email":"new@example.org","currentPassword":")" + password + R"("})",
                      token);
    };
    for (int i = 0; i < 10; ++i) EXPECT_EQ(guess("wrong").text("/code"), "current_password_wrong");

    const auto refused = guess("correct horse");
    mono_ += 15min;
    const auto later = guess("correct horse");

    EXPECT_EQ(refused.status, 429u);
    EXPECT_EQ(refused.text("/code"), "too_many_passwords");
    EXPECT_EQ(later.status, 200u);
}

TEST_F(ProfileRoutesTest, another_address_asks_for_the_password_and_is_verified_again) {
    const auto token = sign_up("ada");
    sign_up("bob");
    const auto with = [&](const std::string& email, const std::string& password) {
        return change(R"({"email":")" + email + R"(","currentPassword":")" + password + R"("})",
                      token);
    };

    EXPECT_EQ(change(R"({"email":"new@example.org"})", token).failing_fields(),
              Fields{"currentPassword"});
    EXPECT_EQ(with("new@example.org", "wrong").text("/code"), "current_password_wrong");
    EXPECT_EQ(with("BOB@example.org", "correct horse").text("/code"), "email_taken");
    EXPECT_EQ(change(R"({"email":"ada@example.org"})", token).status, 200u);
    EXPECT_TRUE(letters_.empty());
    const auto told = with("new@example.org", "correct horse");

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/email"), "new@example.org");
    EXPECT_EQ(told.at("/emailVerified"), false);
    ASSERT_EQ(letters_.size(), 1u);
    EXPECT_EQ(letters_[0].email, "new@example.org");
}

TEST_F(ProfileRoutesTest, nobody_changes_others_but_an_admin) {
    sign_up("ada");
    const auto eve = sign_up("eve");
    const auto root = sign_up("the-admin");
    set_role("the-admin", accounts::Role::admin);

    EXPECT_EQ(change(R"({"bio":"Mine."})", eve, "/api/users/ada").status, 403u);
    EXPECT_EQ(change(R"({"bio":"Mine."})", eve, "/api/users/nobody").status, 404u);
    EXPECT_EQ(change(R"({"bio":"Mine."})", "", "/api/users/ada").status, 401u);
    EXPECT_EQ(change(R"({"bio":"Mine."})", eve, "/api/users/eve").text("/bio"), "Mine.");
    EXPECT_EQ(change(R"({"bio":"Tidied."})", root, "/api/users/ada").status, 200u);
    EXPECT_EQ(get("/api/users/ada").text("/bio"), "Tidied.");
    EXPECT_FALSE(get("/api/users/ada").body.as_object().contains("email"));
}

TEST_F(ProfileRoutesTest, a_picture_is_shown_under_an_address_of_its_own) {
    const auto token = sign_up("ada");

    const auto first = show(picture("flag.png"), "image/png", token);
    const auto second = show(picture("flag.jpg"), "image/jpeg", token);

    ASSERT_EQ(first.status, 200u);
    EXPECT_THAT(first.text("/avatarUrl"), StartsWith("http://tv.example/media/avatars/"));
    EXPECT_THAT(first.text("/avatarUrl"), EndsWith(".webp"));
    EXPECT_NE(second.text("/avatarUrl"), first.text("/avatarUrl"));
    ASSERT_EQ(avatar_files_.files.size(), 1u);  // The former one is gone.
    EXPECT_THAT(second.text("/avatarUrl"), EndsWith(avatar_files_.files.begin()->first));
    EXPECT_EQ(get("/api/users/ada").text("/avatarUrl"), second.text("/avatarUrl"));
}

TEST_F(ProfileRoutesTest, a_picture_may_come_in_a_form) {
    const auto token = sign_up("ada");
    const auto form =
        "--x\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"a\"\r\n\r\n" +
        picture("flag.gif") + "\r\n--x--\r\n";

    EXPECT_EQ(show(form, "multipart/form-data; boundary=x", token).status, 200u);
    EXPECT_EQ(show("--x--", "multipart/form-data; boundary=x", token).status, 415u);
    EXPECT_EQ(show(form, "multipart/form-data", token).status, 400u);
}

TEST_F(ProfileRoutesTest, what_is_no_good_picture_is_refused_for_what_it_is) {
    const auto token = sign_up("ada");

    EXPECT_EQ(show("<svg/>", "image/svg+xml", token).text("/code"), "unsupported_image");
    EXPECT_EQ(show(picture("flag.png"), "text/html", token).text("/code"), "unsupported_image");
    EXPECT_EQ(show(picture("bomb.png"), "image/png", token).text("/code"), "image_too_large");
    EXPECT_EQ(show(picture("flag.png").substr(0, 60), "image/png", token).text("/code"),
              "image_malformed");
    EXPECT_EQ(show(std::string(8 * 1024 * 1024 + 1, 'x'), "image/png", token).status, 413u);
    EXPECT_TRUE(avatar_files_.files.empty());
}

TEST_F(ProfileRoutesTest, a_picture_can_be_taken_away) {
    const auto token = sign_up("ada");
    show(picture("flag.png"), "image/png", token);

    const auto told = send({.method = delete_, .target = "/api/users/me/avatar", .token = token});

    ASSERT_EQ(told.status, 200u);
    EXPECT_TRUE(told.at("/avatarUrl").is_null());
    EXPECT_TRUE(avatar_files_.files.empty());
}

TEST_F(ProfileRoutesTest, a_file_that_a_crash_left_behind_is_swept_away) {
    const auto token = sign_up("ada");
    show(picture("flag.png"), "image/png", token);
    avatar_files_.files["lost.webp"] = {};
    Rig::change("INSERT INTO unused_avatars VALUES ('lost.webp', 0)");

    EXPECT_EQ(run(avatars().sweep(10)), 1u);

    EXPECT_EQ(avatar_files_.files.size(), 1u);
    EXPECT_FALSE(avatar_files_.files.contains("lost.webp"));
    EXPECT_EQ(run(avatars().sweep(10)), 0u);
}

}  // namespace

}  // namespace freshet::api
