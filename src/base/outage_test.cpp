#include "base/outage.hpp"

#include <gtest/gtest.h>

namespace freshet {
namespace {

TEST(Outage, says_what_happened_in_words) {
    EXPECT_EQ(ErrorCode(Outage::unavailable).message(), "not available");
    EXPECT_EQ(ErrorCode(Outage::timed_out).message(), "took too long");
    EXPECT_EQ(ErrorCode(Outage::closed).message(), "closed");
}

TEST(Outage, is_told_from_the_codes_of_others) {
    const ErrorCode other(static_cast<int>(Outage::timed_out), boost::system::generic_category());

    EXPECT_EQ(ErrorCode(Outage::timed_out), Outage::timed_out);
    EXPECT_NE(other, Outage::timed_out);
}

}  // namespace
}  // namespace freshet
