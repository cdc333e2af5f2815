#include "image/square.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace freshet::image {
namespace {

Bytes pixels(std::initializer_list<std::uint32_t> colours) {
    Bytes rgba;
    for (const auto colour : colours) append_be(rgba, colour);
    return rgba;
}

constexpr std::uint32_t red = 0xff0000ff;
constexpr std::uint32_t blue = 0x0000ffff;
constexpr std::uint32_t clear = 0x00000000;

TEST(SquareMaker, cuts_out_the_middle) {
    SquareMaker wide({.width = 4, .height = 2}, {.side_max = 10});
    wide.add_row(pixels({clear, red, blue, clear}));
    wide.add_row(pixels({clear, blue, red, clear}));
    SquareMaker tall({.width = 1, .height = 3}, {.side_max = 10});
    for (const auto colour : {red, blue, red}) tall.add_row(pixels({colour}));

    EXPECT_EQ(wide.finish(), (Square{.side = 2, .rgba = pixels({red, blue, blue, red})}));
    EXPECT_EQ(tall.finish(), (Square{.side = 1, .rgba = pixels({blue})}));
}

TEST(SquareMaker, leaves_clear_what_is_around_a_whole_picture) {
    SquareMaker wide({.width = 4, .height = 1}, {.side_max = 10, .fit = Fit::contain});
    wide.add_row(pixels({red, blue, red, blue}));
    SquareMaker tall({.width = 1, .height = 2}, {.side_max = 10, .fit = Fit::contain});
    for (const auto colour : {red, blue}) tall.add_row(pixels({colour}));

    const auto nothing = pixels({clear, clear, clear, clear});
    Bytes whole = nothing;
    append(whole, pixels({red, blue, red, blue}));
    append(whole, nothing);
    append(whole, nothing);
    EXPECT_EQ(wide.finish(), (Square{.side = 4, .rgba = whole}));
    EXPECT_EQ(tall.finish(), (Square{.side = 2, .rgba = pixels({red, clear, blue, clear})}));
}

TEST(SquareMaker, is_as_clear_as_there_is_nothing_under_a_pixel) {
    SquareMaker maker({.width = 4, .height = 1}, {.side_max = 2, .fit = Fit::contain});
    maker.add_row(pixels({red, red, red, red}));

    // The row is the lower half of the upper two pixels.
    EXPECT_EQ(maker.finish(),
              (Square{.side = 2, .rgba = pixels({0xff000080, 0xff000080, clear, clear})}));
}

TEST(SquareMaker, adds_up_a_thread_without_overflow) {
    constexpr std::uint32_t length = 4'000'000;
    SquareMaker maker({.width = length, .height = 1}, {.side_max = 112, .fit = Fit::contain});
    maker.add_row(Bytes(std::size_t{length} * 4, std::byte{255}));

    const auto square = maker.finish();
    EXPECT_EQ(square.side, 112u);
    EXPECT_TRUE(std::ranges::all_of(square.rgba, [](std::byte byte) {
        return byte <= std::byte{1} || byte == std::byte{255};
    }));
}

TEST(SquareMaker, counts_each_pixel_by_the_area_that_it_covers) {
    SquareMaker maker({.width = 3, .height = 3}, {.side_max = 2});
    for (int i = 0; i < 3; ++i) maker.add_row(pixels({0x000000ff, 0xff0000ff, 0xff0000ff}));

    // The left half is one black pixel and half of a red one.
    EXPECT_EQ(maker.finish(),
              (Square{.side = 2, .rgba = pixels({0x550000ff, red, 0x550000ff, red})}));
}

TEST(SquareMaker, lets_no_colour_shine_out_of_what_is_clear) {
    SquareMaker maker({.width = 2, .height = 2}, {.side_max = 1});
    maker.add_row(pixels({0x00ff0000, red}));
    maker.add_row(pixels({0x00ff0000, red}));

    EXPECT_EQ(maker.finish(), (Square{.side = 1, .rgba = pixels({0xff000080})}));
}

TEST(SquareMaker, adds_up_without_overflow_in_the_largest_square) {
    constexpr std::uint32_t side = 6'324;
    SquareMaker maker({.width = side, .height = side}, {.side_max = 512});
    const Bytes white(std::size_t{side} * 4, std::byte{255});
    for (std::uint32_t row = 0; row < side; ++row) maker.add_row(white);

    EXPECT_EQ(maker.finish().rgba, Bytes(std::size_t{512} * 512 * 4, std::byte{255}));
}

TEST(Enlarged, keeps_what_is_even_and_goes_smoothly_between_what_is_not) {
    const Square even{.side = 1, .rgba = pixels({red})};
    const Square two{.side = 2, .rgba = pixels({0x000000ff, red, 0x000000ff, red})};

    EXPECT_EQ(enlarged(even, 2).rgba, pixels({red, red, red, red}));
    EXPECT_EQ(ByteSpan(enlarged(two, 4).rgba).first(16)[4], std::byte{0x40});
    EXPECT_EQ(ByteSpan(enlarged(two, 4).rgba).first(16)[8], std::byte{0xbf});
}

TEST(Upright, undoes_every_way_to_hold_a_camera) {
    // The scene, and what a camera stores of it (Exif 2.3, 4.6.4 A).
    const Square scene{.side = 2, .rgba = pixels({1, 2, 3, 4})};
    const std::array<Bytes, 8> stored{
        pixels({1, 2, 3, 4}), pixels({2, 1, 4, 3}), pixels({4, 3, 2, 1}), pixels({3, 4, 1, 2}),
        pixels({1, 3, 2, 4}), pixels({2, 4, 1, 3}), pixels({4, 2, 3, 1}), pixels({3, 1, 4, 2})};

    for (std::uint8_t i = 0; i < 8; ++i) {
        EXPECT_EQ(upright({.side = 2, .rgba = stored[i]}, i + 1), scene) << i + 1;
    }
}

}  // namespace
}  // namespace freshet::image
