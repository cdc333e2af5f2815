#include "net/mail_message.hpp"

#include <gmock/gmock.h>

namespace freshet::net {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Sender sender{.name = "Freshet", .address = "no-reply@tv.example"};
const MailIdentity identity{.id = "id1",
                            .date = WallTime(std::chrono::milliseconds(1'800'000'000'000))};

std::string message(const Mail& mail) { return mail_message(mail, sender, identity); }

/// Lines above the empty one.
std::vector<std::string> header_lines(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t at = 0;
    while (true) {
        const auto end = text.find("\r\n", at);
        if (end == at || end == std::string::npos) return lines;
        lines.push_back(text.substr(at, end - at));
        at = end + 2;
    }
}

TEST(MailMessage, says_who_when_and_what_in_ascii) {
    const auto text = message({.to = "ada@example.org", .subject = "Hello", .text = "Hi\n"});

    EXPECT_THAT(header_lines(text),
                ::testing::IsSupersetOf(
                    {"From: =?UTF-8?B?RnJlc2hldA==?=", " <no-reply@tv.example>",
                     "To: ada@example.org", "Subject: Hello",
                     "Date: Fri, 15 Jan 2027 08:00:00 +0000", "Message-ID: <id1@tv.example>",
                     "Auto-Submitted: auto-generated", "Content-Transfer-Encoding: base64"}));
    EXPECT_TRUE(text.ends_with("\r\n\r\nSGkNCg==\r\n"));  // "Hi\r\n"
}

TEST(MailMessage, lets_nothing_begin_a_header) {
    const auto text = message({.to = "ada@example.org\r\nBcc: eve@example.org",
                               .subject = "Hi\r\nBcc: eve@example.org",
                               .text = ".\r\nBcc: eve@example.org\r\n"});

    EXPECT_THAT(text, Not(HasSubstr("\nBcc")));
    EXPECT_EQ(header_lines(text).size(), 10u);
}

TEST(MailMessage, encodes_words_that_are_not_ascii_and_cuts_no_character) {
    std::string subject;
    for (int i = 0; i < 40; ++i) subject += "\xd1\x8f";

    const auto text = message({.to = "ada@example.org", .subject = subject, .text = ""});

    for (const auto& line : header_lines(text)) {
        EXPECT_LE(line.size(), 76u) << line;
        for (const char letter : line) EXPECT_TRUE(letter >= 0x20 && letter < 0x7f) << line;
    }
    // 19 letters of two bytes each make 38 of the 39 bytes that a word has room for.
    EXPECT_THAT(text,
                HasSubstr("=?UTF-8?B?0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y/Rj9GP0Y8=?=\r\n "
                          "=?UTF-8?B?"));
}

TEST(MailMessage, keeps_the_lines_of_a_long_text_short) {
    const auto text =
        message({.to = "ada@example.org", .subject = "Hi", .text = std::string(1000, 'x')});
    const auto body = text.substr(text.find("\r\n\r\n") + 4);

    EXPECT_EQ(body.find("\r\n"), 76u);
}

TEST(Sender, is_an_address_with_or_without_a_name) {
    Sender read;
    EXPECT_TRUE(parse_sender(" no-reply@tv.example ", read));
    EXPECT_EQ(read.address, "no-reply@tv.example");
    EXPECT_EQ(read.name, "");
    EXPECT_TRUE(parse_sender("My TV <tv@example.org>", read));
    EXPECT_EQ(read.address, "tv@example.org");
    EXPECT_EQ(read.name, "My TV");
    for (const auto* text : {"", "nobody", "@example.org", "a@", "a b@example.org", "<a@b",
                             "x <a@b>\r\nBcc: c@d", "x\ny <a@b>"}) {
        EXPECT_FALSE(parse_sender(text, read)) << text;
    }
}

}  // namespace
}  // namespace freshet::net
