#include "serve/api/letters.hpp"

#include <set>

#include <gmock/gmock.h>

namespace freshet::api {

namespace {

using accounts::LetterKind;
using ::testing::HasSubstr;

TEST(Letters, a_link_begins_with_what_the_operator_has_set) {
    const Letters with_public(
        {.public_url = "https://tv.example/", .client_urls = {"https://app.example"}}, {});
    const Letters with_client({.client_urls = {"https://app.example/", "https://b.example"}}, {});
    const Letters with_neither({.port = 9000}, {});

    EXPECT_EQ(with_public.link("/reset-password", "x"),
              "https://tv.example/reset-password?token=x");
    EXPECT_EQ(with_client.link("/reset-password", "x"),
              "https://app.example/reset-password?token=x");
    EXPECT_EQ(with_neither.link("/reset-password", "x"),
              "http://localhost:9000/reset-password?token=x");
}

TEST(Letters, have_words_in_the_language_of_who_asked_and_the_link) {
    std::set<std::string> subjects;
    std::vector<net::Mail> sent;
    const Letters letters({.public_url = "https://tv.example"},
                          [&](net::Mail mail) { sent.push_back(std::move(mail)); });

    for (const auto kind : {LetterKind::password_reset, LetterKind::email_verification}) {
        for (const auto* language : {"en", "vi", "ru", "es"}) {
            letters.post({.kind = kind,
                          .email = "ada@example.org",
                          .name = "Ada {name}",
                          .token = "secret",
                          .language = language});
        }
    }

    ASSERT_EQ(sent.size(), 8u);
    for (const auto& mail : sent) {
        subjects.insert(mail.subject);
        EXPECT_EQ(mail.to, "ada@example.org");
        EXPECT_THAT(mail.text, HasSubstr("Ada {name}"));
        EXPECT_THAT(mail.text, HasSubstr("\n\nhttps://tv.example/"));
        EXPECT_THAT(mail.text, HasSubstr("?token=secret\n\n"));
    }
    EXPECT_EQ(subjects.size(), 8u);
}

}  // namespace

}  // namespace freshet::api
