#include "base/cursor.hpp"

#include <gtest/gtest.h>

namespace freshet {
namespace {

const Cursor place{.at = WallTime(std::chrono::milliseconds(1'800'000'000'000)),
                   .id = Uuid::make()};

TEST(Cursor, is_read_as_it_was_written) {
    const Cursor before_1970{.at = WallTime(std::chrono::milliseconds(-1)), .id = {}};

    EXPECT_EQ(Cursor::parse(to_string(place)), place);
    EXPECT_EQ(Cursor::parse(to_string(before_1970)), before_1970);
}

TEST(Cursor, is_nothing_else) {
    const auto text = to_string(place);

    for (const auto& other : {std::string(), text + "A", text.substr(1), std::string(32, '=')}) {
        EXPECT_FALSE(Cursor::parse(other)) << other;
    }
}

TEST(Stretch, tells_where_it_goes_on_only_if_there_is_more) {
    const auto place_of = [](int number) {
        return Cursor{.at = WallTime(std::chrono::milliseconds(number)), .id = {}};
    };

    const auto first = stretch_of(std::vector{5, 4, 3}, 2, place_of);
    const auto last = stretch_of(std::vector{2, 1}, 2, place_of);

    EXPECT_EQ(first.items, (std::vector{5, 4}));
    EXPECT_EQ(first.next, place_of(4));
    EXPECT_EQ(last.items, (std::vector{2, 1}));
    EXPECT_FALSE(last.next);
}

}  // namespace
}  // namespace freshet
