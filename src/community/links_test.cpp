#include "community/links.hpp"

#include <gtest/gtest.h>

namespace freshet::community {
namespace {

TEST(HasLink, finds_what_people_could_follow) {
    for (const auto* text : {"https://example.org",
                             "HTTP://x",
                             "see ftp://a.b/c",
                             "example.com",
                             "go to Example.COM!",
                             "(example.com)",
                             "www.example.net.",
                             "discord.gg/abc",
                             "a-b.co.uk",
                             "sub.domain.example.vn",
                             "youtu.be/dQw4",
                             "bit.ly/x",
                             "is.gd/x",
                             "www.what.is",
                             "examp\u200ble.com",
                             "\uff45xample.com",
                             "example\uff0ecom",
                             "\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444",
                             "xn--e1afmkfd.xn--p1ai",
                             "wait...example.com",
                             "1.2.3.4/x",
                             "1.2.3.4:8080",
                             "x.com,y",
                             "t.me/x",
                             "mail ada.example.org"})
        EXPECT_TRUE(has_link(text)) << text;
}

TEST(HasLink, is_no_false_alarm) {
    for (const auto* text : {"",
                             "e.g. this",
                             "i.e. that",
                             "3.5",
                             "v1.2.3",
                             "1.2.3.4",
                             "end.Next",
                             "ok.so what",
                             "that is it.is it?",
                             "wait...what",
                             "no...com",
                             "a.m. and p.m.",
                             "U.S.A.",
                             "...",
                             ".com",
                             "com.",
                             "@example.com",
                             "@ada.tv hi",
                             "node.js",
                             "file.txt",
                             "12:30",
                             "a/b",
                             "://",
                             "1://x",
                             "Mr.Smith",
                             "\u597d\u3002com"})
        EXPECT_FALSE(has_link(text)) << text;
}

TEST(HasLink, takes_a_long_text_as_it_is) {
    EXPECT_FALSE(has_link(std::string(100'000, '.')));
    EXPECT_FALSE(has_link(std::string(100'000, 'a')));
}

}  // namespace
}  // namespace freshet::community
