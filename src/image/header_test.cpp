#include "image/header.hpp"

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "image/error.hpp"
#include "image/testing/files.hpp"

namespace freshet::image {
namespace {

using namespace std::string_view_literals;
using testing::read_file;

TEST(ImageHeader, says_format_and_size_of_each_kind) {
    struct Row {
        const char* file;
        Format format;
        Size size;
    };
    for (const auto& [file, format, size] :
         {Row{"flag.jpg", Format::jpeg, {48, 32}}, Row{"flag.png", Format::png, {48, 32}},
          Row{"flag.gif", Format::gif, {48, 32}}, Row{"flag_lossy.webp", Format::webp, {48, 32}},
          Row{"flag_lossless.webp", Format::webp, {48, 32}},
          Row{"animation.webp", Format::webp, {32, 32}},
          Row{"bomb.png", Format::png, {50'000, 50'000}}}) {
        const auto header = read_header(read_file(file));
        ASSERT_TRUE(header) << file;
        EXPECT_EQ(header->format, format) << file;
        EXPECT_EQ(header->size, size) << file;
        EXPECT_EQ(header->orientation, 1) << file;
    }
}

TEST(ImageHeader, says_which_way_up_the_camera_was) {
    EXPECT_EQ(read_header(read_file("flag_turned.jpg"))->orientation, 6);
}

TEST(ImageHeader, goes_by_the_bytes_and_by_no_name) {
    for (const auto text : {""sv, "<svg xmlns='http://www.w3.org/2000/svg'/>"sv, "%PDF-1.7"sv,
                            "GIF"sv, "BM\0\0\0\0"sv, "RIFF\0\0\0\0WAVE"sv}) {
        EXPECT_EQ(error_of(read_header(as_bytes(text))), Errc::unknown_format) << text;
    }
}

TEST(ImageHeader, of_a_file_that_is_cut_anywhere_is_whole_or_refused) {
    for (const auto* file : {"flag.jpg", "flag_turned.jpg", "flag.png", "flag.gif",
                             "flag_lossy.webp", "flag_lossless.webp", "animation.webp"}) {
        const auto bytes = read_file(file);
        const auto whole = read_header(bytes).value();
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            const auto header = read_header(ByteSpan(bytes).first(size));
            if (header) EXPECT_EQ(header->size, whole.size) << file << " " << size;
        }
    }
}

TEST(ImageHeader, of_a_picture_without_pixels_is_refused) {
    auto gif = read_file("flag.gif");
    gif[6] = gif[7] = std::byte{0};

    EXPECT_EQ(error_of(read_header(gif)), Errc::malformed);
}

}  // namespace
}  // namespace freshet::image
