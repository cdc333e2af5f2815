#include "wire/tus/answer.hpp"

#include <gtest/gtest.h>

namespace freshet::tus {
namespace {

TEST(TusAnswer, says_what_is_known_of_an_upload) {
    EXPECT_EQ(fields_of({}), (AnswerFields{{"Tus-Resumable", "1.0.0"}}));
    EXPECT_EQ(fields_of({.offset = 0,
                         .length = 100,
                         .metadata = "a YQ==",
                         .expires = "Wed, 25 Jun 2014 16:00:00 GMT"}),
              (AnswerFields{{"Tus-Resumable", "1.0.0"},
                            {"Upload-Offset", "0"},
                            {"Upload-Length", "100"},
                            {"Upload-Metadata", "a YQ=="},
                            {"Upload-Expires", "Wed, 25 Jun 2014 16:00:00 GMT"}}));
    EXPECT_EQ(fields_of({.length_is_deferred = true}).at(1),
              std::pair(std::string("Upload-Defer-Length"), std::string("1")));
}

TEST(TusAnswer, says_what_the_server_can_do) {
    const auto fields = abilities(10);
    EXPECT_EQ(fields.at(1), std::pair(std::string("Tus-Version"), std::string("1.0.0")));
    EXPECT_EQ(fields.at(4), std::pair(std::string("Tus-Max-Size"), std::string("10")));
}

}  // namespace
}  // namespace freshet::tus
