#include "media/error.hpp"

#include <set>

#include <gtest/gtest.h>

namespace freshet::media {
namespace {

TEST(MediaError, every_reason_has_words_of_its_own) {
    std::set<std::string> words;
    for (const auto code :
         {Errc::truncated, Errc::malformed, Errc::unsupported, Errc::over_limit}) {
        words.insert(ErrorCode(code).message());
    }

    EXPECT_EQ(words.size(), 4u);
    EXPECT_EQ(words.count("unknown media error"), 0u);
    EXPECT_STREQ(ErrorCode(Errc::malformed).category().name(), "media");
}

}  // namespace
}  // namespace freshet::media
