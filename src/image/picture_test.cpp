#include "image/picture.hpp"

#include <algorithm>
#include <cstdlib>
#include <webp/decode.h>

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "image/error.hpp"
#include "image/testing/files.hpp"

namespace freshet::image {
namespace {

using testing::read_file;

struct Colour {
    int red;
    int green;
    int blue;
    int alpha = 255;
};

/// A finished avatar, as a browser would see it.
class Seen {
public:
    explicit Seen(const Bytes& webp) {
        auto* pixels = WebPDecodeRGBA(reinterpret_cast<const std::uint8_t*>(webp.data()),
                                      webp.size(), &width, &height);
        rgba_.assign(pixels, pixels + std::ptrdiff_t{width} * height * 4);
        WebPFree(pixels);
    }

    /// Whether the pixel has that colour, as nearly as a lossy file keeps it.
    [[nodiscard]] bool is(int x, int y, const Colour& colour) const {
        const auto* const pixel = rgba_.data() + (std::ptrdiff_t{y} * width + x) * 4;
        const auto near = [](int left, int right) { return std::abs(left - right) <= 12; };
        return near(pixel[0], colour.red) && near(pixel[1], colour.green) &&
               near(pixel[2], colour.blue) && near(pixel[3], colour.alpha);
    }

    [[nodiscard]] int alpha(int x, int y) const {
        return rgba_[(std::size_t{static_cast<unsigned>(y)} * static_cast<unsigned>(width) +
                      static_cast<unsigned>(x)) *
                         4 +
                     3];
    }

    int width = 0;
    int height = 0;

private:
    std::vector<std::uint8_t> rgba_;
};

constexpr Colour red{254, 0, 0};
constexpr Colour blue{0, 0, 254};
constexpr Colour white{255, 255, 255};

TEST(Avatar, is_the_middle_square_of_every_format) {
    for (const auto* file :
         {"flag.jpg", "flag.png", "flag.gif", "flag_lossy.webp", "flag_lossless.webp"}) {
        const auto avatar = make_picture(read_file(file));
        ASSERT_TRUE(avatar) << file;
        const Seen seen(*avatar);
        EXPECT_EQ(seen.width, 512) << file;
        EXPECT_EQ(seen.height, 512) << file;
        EXPECT_TRUE(seen.is(60, 60, white)) << file;
        EXPECT_TRUE(seen.is(60, 450, red)) << file;
        EXPECT_TRUE(seen.is(450, 60, blue)) << file;
    }
}

TEST(Avatar, stands_upright_however_the_camera_was_held) {
    const Seen seen(make_picture(read_file("flag_turned.jpg")).value());

    EXPECT_TRUE(seen.is(450, 60, white));
    EXPECT_TRUE(seen.is(60, 60, red));
    EXPECT_TRUE(seen.is(256, 450, blue));
}

TEST(Avatar, is_the_first_frame_of_an_animation) {
    EXPECT_TRUE(Seen(make_picture(read_file("animation.webp")).value()).is(256, 256, red));
    EXPECT_TRUE(Seen(make_picture(read_file("animation.gif")).value()).is(256, 256, red));
}

TEST(Avatar, keeps_what_is_half_clear) {
    const Seen seen(make_picture(read_file("half_green.png")).value());

    EXPECT_TRUE(seen.is(256, 256, {0, 255, 0, 128}));
}

TEST(Avatar, of_interlaced_rows_is_whole) {
    for (const auto* file : {"interlaced.png", "interlaced.gif"}) {
        const Seen seen(make_picture(read_file(file)).value());
        EXPECT_TRUE(seen.is(256, 60, white)) << file;
        EXPECT_TRUE(seen.is(256, 450, {0, 0, 0})) << file;
    }
}

TEST(Avatar, carries_nothing_but_pixels) {
    auto file = read_file("flag_turned.jpg");
    constexpr std::string_view secret = "Exif";
    ASSERT_NE(as_text(file).find(secret), std::string_view::npos);

    EXPECT_EQ(as_text(make_picture(file).value()).find(secret), std::string_view::npos);
}

TEST(Avatar, of_too_many_pixels_is_refused_by_its_header) {
    EXPECT_EQ(error_of(make_picture(read_file("bomb.png"))), Errc::too_large);
    EXPECT_EQ(error_of(make_picture(read_file("flag.gif"), {.pixels_max = 48 * 32 - 1})),
              Errc::too_large);
    EXPECT_TRUE(make_picture(read_file("flag.gif"), {.pixels_max = 48 * 32}));
}

TEST(Avatar, of_a_frame_larger_than_its_file_says_is_refused) {
    auto gif = read_file("flag.gif");
    gif[6] = gif[8] = std::byte{1};  // The screen is one pixel, the frame is not.

    EXPECT_EQ(error_of(make_picture(gif)), Errc::malformed);
}

TEST(Avatar, of_what_is_cut_off_is_refused) {
    for (const auto* file :
         {"flag.jpg", "flag.png", "flag.gif", "flag_lossy.webp", "flag_lossless.webp"}) {
        const auto bytes = read_file(file);
        EXPECT_EQ(error_of(make_picture(ByteSpan(bytes).first(bytes.size() / 2))), Errc::malformed)
            << file;
    }
}

TEST(Emote, is_the_whole_picture_of_every_format_in_a_small_square) {
    for (const auto* file :
         {"flag.jpg", "flag.png", "flag.gif", "flag_lossy.webp", "flag_lossless.webp"}) {
        const auto emote = make_picture(read_file(file), emote_rules);
        ASSERT_TRUE(emote) << file;
        const Seen seen(*emote);
        EXPECT_EQ(seen.width, 112) << file;
        EXPECT_EQ(seen.height, 112) << file;
        // 48 x 32: a sixth of the square above and below is empty.
        EXPECT_EQ(seen.alpha(56, 8), 0) << file;
        EXPECT_EQ(seen.alpha(56, 103), 0) << file;
        EXPECT_EQ(seen.alpha(2, 56), 255) << file;
        EXPECT_EQ(seen.alpha(109, 56), 255) << file;
    }
}

}  // namespace
}  // namespace freshet::image
