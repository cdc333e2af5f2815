#include "accounts/rules.hpp"

#include <gtest/gtest.h>

namespace freshet::accounts {
namespace {

const Registration good{
    .username = "Ada_L-1815", .email = "ada@example.org", .password = "correct horse"};

/// The codes of what is wrong, by field.
std::map<std::string, std::string> codes(const Registration& registration) {
    std::map<std::string, std::string> codes;
    for (const auto& error : check(registration)) codes[error.field] = error.code;
    return codes;
}

std::string username_code(const std::string& username) {
    auto registration = good;
    registration.username = username;
    return codes(registration)["username"];
}

std::string email_code(const std::string& email) {
    auto registration = good;
    registration.email = email;
    return codes(registration)["email"];
}

std::string password_code(const std::string& password) {
    auto registration = good;
    registration.password = password;
    return codes(registration)["password"];
}

TEST(Registration, of_somebody_reasonable_is_accepted) { EXPECT_TRUE(check(good).empty()); }

TEST(Registration, loses_the_white_space_around_names_but_not_around_the_password) {
    const auto registration =
        trimmed({.username = " ada\t", .email = "\nada@example.org ", .password = " 12345678 "});

    EXPECT_EQ(registration.username, "ada");
    EXPECT_EQ(registration.email, "ada@example.org");
    EXPECT_EQ(registration.password, " 12345678 ");
}

TEST(Registration, is_told_every_field_that_is_wrong) {
    EXPECT_EQ(codes({}),
              (std::map<std::string, std::string>{
                  {"username", "required"}, {"email", "required"}, {"password", "required"}}));
}

TEST(Registration, takes_usernames_of_3_to_50_letters_digits_and_dashes) {
    EXPECT_EQ(username_code("abc"), "");
    EXPECT_EQ(username_code(std::string(50, 'a')), "");
    EXPECT_EQ(username_code("ab"), "bad_length");
    EXPECT_EQ(username_code(std::string(51, 'a')), "bad_length");
    for (const auto* username : {"a b", "ada.l", "ad\xc3\xa0", "ada\n", "ad/a", "ad\x01", "<b>"}) {
        EXPECT_EQ(username_code(username), "invalid_characters") << username;
    }
    EXPECT_EQ(username_code("ad\xff\xfe"), "invalid_text");
    EXPECT_EQ(username_code(std::string("ada\0x", 5)), "invalid_text");
}

TEST(Registration, keeps_the_names_that_mean_something) {
    EXPECT_EQ(username_code("Admin"), "reserved");
    EXPECT_EQ(username_code("0190163d-8694-739b-aea5-966c26f8ad91"), "reserved");
}

TEST(Registration, tells_the_lengths_that_are_allowed) {
    const auto errors = check({.username = "ab", .email = good.email, .password = good.password});

    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0].params, (std::map<std::string, std::string>{{"min", "3"}, {"max", "50"}}));
}

TEST(Registration, takes_the_addresses_that_browsers_take) {
    for (const auto* email :
         {"a@b", "ada+tag@mail.example.org", "o'hara@example.org", "ADA@EXAMPLE.ORG"}) {
        EXPECT_EQ(email_code(email), "") << email;
    }
    for (const auto* email :
         {"ada", "@example.org", "ada@", "ada@-example.org", "ada@example-.org", "ada@exa mple.org",
          "ada@example..org", "ada@example.org.", "a@b@c", "ada <ada@example.org>",
          "ada@example.org\nBcc: eve@example.org", "\xc3\xa0@example.org"}) {
        EXPECT_EQ(email_code(email), "invalid_email") << email;
    }
    EXPECT_EQ(email_code("ada@" + std::string(64, 'a') + ".org"), "invalid_email");
}

TEST(Registration, takes_addresses_of_up_to_255_characters) {
    const std::string domain = "@example.org";

    EXPECT_EQ(email_code(std::string(255 - domain.size(), 'a') + domain), "");
    EXPECT_EQ(email_code(std::string(256 - domain.size(), 'a') + domain), "bad_length");
}

TEST(CheckEmail, is_as_strict_as_a_registration_and_looks_past_white_space) {
    EXPECT_TRUE(check_email(" ada@example.org\n").empty());
    ASSERT_EQ(check_email("ada").size(), 1u);
    EXPECT_EQ(check_email("ada")[0].code, "invalid_email");
    EXPECT_EQ(check_email(" ")[0].code, "required");
}

TEST(Registration, counts_the_characters_of_a_password_and_not_its_bytes) {
    const std::string snowman = "\xe2\x98\x83";
    std::string snowmen;
    for (int i = 0; i < 7; ++i) snowmen += snowman;

    EXPECT_EQ(password_code(snowmen), "bad_length");
    EXPECT_EQ(password_code(snowmen + snowman), "");
    EXPECT_EQ(password_code("1234567"), "bad_length");
    EXPECT_EQ(password_code(std::string(128, 'p')), "");
    EXPECT_EQ(password_code(std::string(129, 'p')), "bad_length");
    EXPECT_EQ(password_code("12345678\xff"), "invalid_text");
}

}  // namespace
}  // namespace freshet::accounts
