#include "serve/vod/cdn.hpp"

#include <gtest/gtest.h>

#include "serve/vod/testing/cinema.hpp"

namespace freshet::vod {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view playlist =
    "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-MAP:URI=\"source.mp4\",BYTERANGE=\"800@0\"\n"
    "#EXTINF:4.000000,\n#EXT-X-BYTERANGE:1000@800\nsource.mp4\n"
    "#EXTINF:4.000000,\n#EXT-X-BYTERANGE:900@1800\nsource.mp4\n#EXT-X-ENDLIST\n";

TEST(WithMediaAt, moves_segments_and_their_header_and_leaves_byte_ranges) {
    EXPECT_EQ(with_media_at(playlist, {.base = "https://c/m/7/", .query = "?q=1"}),
              "#EXTM3U\n#EXT-X-VERSION:7\n"
              "#EXT-X-MAP:URI=\"https://c/m/7/source.mp4?q=1\",BYTERANGE=\"800@0\"\n"
              "#EXTINF:4.000000,\n#EXT-X-BYTERANGE:1000@800\nhttps://c/m/7/source.mp4?q=1\n"
              "#EXTINF:4.000000,\n#EXT-X-BYTERANGE:900@1800\nhttps://c/m/7/source.mp4?q=1\n"
              "#EXT-X-ENDLIST\n");
}

TEST(WithMediaAt, changes_nothing_without_a_place) {
    EXPECT_EQ(with_media_at(playlist, {}), playlist);
}

struct CdnTest : ::testing::Test {
    static constexpr auto base_url = "https://cdn.example";

    MediaPlace place(Cdn& cdn, WallTime expires_at = {}) {
        return cdn.place_of(cinema.row(), 7, expires_at, cinema.house.wall);
    }

    std::string folder() const { return "https://cdn.example/media/" + to_string(cinema.id); }

    Cdn::Config signing() {
        return {.base_url = base_url, .sign = [this](const std::string& pattern, WallTime until) {
                    signed_.emplace_back(pattern, until);
                    return "Signature=" + std::to_string(signed_.size());
                }};
    }

    testing::Cinema cinema;
    std::vector<std::pair<std::string, WallTime>> signed_;
};

TEST_F(CdnTest, without_one_media_lie_beside_their_playlist) {
    Cdn none({});
    EXPECT_EQ(place(none).base, "");
}

TEST_F(CdnTest, one_that_asks_for_no_signature_has_what_is_public_and_nothing_else) {
    Cdn cdn({.base_url = base_url});
    EXPECT_EQ(place(cdn).base, folder() + "/7/");
    EXPECT_EQ(place(cdn).query, "");

    for (const auto visibility : {Visibility::unlisted, Visibility::private_}) {
        cinema.row().visibility = visibility;
        EXPECT_EQ(place(cdn).base, "");
    }
}

TEST_F(CdnTest, it_makes_no_difference_whether_its_address_ends_with_a_slash) {
    Cdn cdn({.base_url = "https://cdn.example/"});
    EXPECT_EQ(place(cdn).base, folder() + "/7/");
}

TEST_F(CdnTest, a_signature_is_good_for_the_media_of_one_video_and_for_as_long_as_the_right) {
    cinema.row().visibility = Visibility::private_;
    Cdn cdn(signing());
    const auto until = cinema.house.wall + 3h;

    EXPECT_EQ(place(cdn, until).base, folder() + "/7/");
    EXPECT_EQ(place(cdn, until).query, "?Signature=1");
    ASSERT_EQ(signed_.size(), 1u) << "the second is the first's";
    EXPECT_EQ(signed_[0], std::pair(folder() + "/*", until));
}

TEST_F(CdnTest, those_who_need_no_token_share_a_signature_for_an_hour) {
    Cdn cdn(signing());
    EXPECT_EQ(place(cdn).query, "?Signature=1");
    cinema.house.pass(10min);
    EXPECT_EQ(place(cdn).query, "?Signature=1");
    cinema.house.pass(1h);
    EXPECT_EQ(place(cdn).query, "?Signature=2");

    EXPECT_GE(signed_[0].second, cinema.house.wall - 70min + 6h + 10min);
}

}  // namespace
}  // namespace freshet::vod
