#include "net/line_reader.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace freshet::net {
namespace {

std::vector<std::string> lines_of(std::string_view text, std::size_t cut, std::size_t max = 8) {
    std::vector<std::string> lines;
    const auto keep = [&lines](std::string_view line) { lines.emplace_back(line); };
    LineReader reader(max);
    for (std::size_t at = 0; at < text.size(); at += cut) reader.feed(text.substr(at, cut), keep);
    reader.finish(keep);
    return lines;
}

TEST(LineReader, gives_the_same_lines_however_the_text_is_cut) {
    const std::vector<std::string> lines{"one", "", "two", "three"};
    for (std::size_t cut = 1; cut < 20; ++cut)
        EXPECT_EQ(lines_of("one\n\ntwo\r\nthree", cut), lines) << cut;
}

TEST(LineReader, keeps_no_more_of_a_line_than_its_limit) {
    for (std::size_t cut = 1; cut < 20; ++cut) {
        EXPECT_EQ(lines_of("0123456789abcdef\nnext\n", cut),
                  (std::vector<std::string>{"01234567", "next"}));
    }
}

TEST(LineReader, a_text_that_ends_its_last_line_has_no_other) {
    EXPECT_EQ(lines_of("one\n", 2), std::vector<std::string>{"one"});
    EXPECT_TRUE(lines_of("", 1).empty());
}

}  // namespace
}  // namespace freshet::net
