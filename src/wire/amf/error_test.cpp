#include "wire/amf/error.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace freshet::amf {
namespace {

TEST(AmfErrc, says_something_of_its_own_for_every_code) {
    std::set<std::string> messages;
    for (int code = 1; code <= static_cast<int>(Errc::too_many_bytes) + 1; ++code) {
        messages.insert(make_error_code(static_cast<Errc>(code)).message());
    }

    EXPECT_EQ(messages.size(), static_cast<std::size_t>(Errc::too_many_bytes) + 1);
    EXPECT_TRUE(messages.contains("unknown AMF error")) << "only the code past the last is unknown";
}

TEST(AmfErrc, compares_with_an_error_code) {
    const ErrorCode code = Errc::too_deep;

    EXPECT_EQ(code, Errc::too_deep);
    EXPECT_NE(code, Errc::truncated);
    EXPECT_STREQ(code.category().name(), "amf");
}

}  // namespace
}  // namespace freshet::amf
