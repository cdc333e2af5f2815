#include "base/random.hpp"

#include <array>
#include <vector>

#include <gtest/gtest.h>

namespace freshet {
namespace {

TEST(FillRandom, fills_all_of_it_and_never_the_same_twice) {
    std::array<std::byte, 32> first{};
    std::array<std::byte, 32> second{};

    fill_random(first);
    fill_random(second);

    EXPECT_NE(first, second);
    EXPECT_NE(std::vector(first.end() - 16, first.end()), std::vector<std::byte>(16));
}

}  // namespace
}  // namespace freshet
