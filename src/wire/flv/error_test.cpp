#include "wire/flv/error.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace freshet::flv {
namespace {

TEST(FlvErrc, says_something_of_its_own_for_every_code) {
    constexpr int last = static_cast<int>(Errc::tag_too_large);
    std::set<std::string> messages;
    for (int code = 1; code <= last; ++code) {
        messages.insert(make_error_code(static_cast<Errc>(code)).message());
    }

    EXPECT_EQ(messages.size(), static_cast<std::size_t>(last));
    EXPECT_FALSE(messages.contains("unknown FLV error"));
}

}  // namespace
}  // namespace freshet::flv
