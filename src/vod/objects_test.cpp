#include "vod/objects.hpp"

#include <gtest/gtest.h>

namespace freshet::vod {

namespace {

const auto video = VideoId::parse("0199c82c-7c00-7000-8000-000000000001").value();

TEST(Objects, are_called_as_the_documentation_says) {
    EXPECT_EQ(source_key(video), "uploads/0199c82c-7c00-7000-8000-000000000001");
    EXPECT_EQ(media_key(video, 7, "video.mp4"),
              "media/0199c82c-7c00-7000-8000-000000000001/7/video.mp4");
    EXPECT_EQ(thumbnail_key(video, 7), "pictures/0199c82c-7c00-7000-8000-000000000001/7.webp");
}

TEST(Objects, are_known_by_their_names_again) {
    const auto source = object_name_of(source_key(video));
    const auto media = object_name_of(media_key(video, 12, "source.m3u8"));
    const auto picture = object_name_of(thumbnail_key(video, 12));

    ASSERT_TRUE(source && media && picture);
    EXPECT_EQ(source->kind, ObjectName::Kind::source);
    EXPECT_EQ(media->kind, ObjectName::Kind::media);
    EXPECT_EQ(media->generation, 12u);
    EXPECT_EQ(picture->kind, ObjectName::Kind::picture);
    EXPECT_EQ(picture->generation, 12u);
    EXPECT_TRUE(source->video == video && media->video == video && picture->video == video);
}

TEST(Objects, of_others_are_nobodys_business) {
    const auto id = to_string(video);
    for (const auto& key :
         {"avatars/" + id, std::string("uploads/x"), "uploads/" + id + "/x", "media/" + id,
          "media/" + id + "/7", "media/" + id + "/07/video.mp4", "media/" + id + "/0/video.mp4",
          "media/" + id + "/-1/video.mp4", "media/" + id + "/7x/video.mp4",
          "media/" + id + "/99999999999999999999/video.mp4", "pictures/" + id + "/7.png",
          "pictures/" + id + "/7", std::string("media//7/video.mp4"), std::string("emotes/a.webp"),
          "uploads/" + std::string("0199C82C-7C00-7000-8000-000000000001")})
        EXPECT_FALSE(object_name_of(key)) << key;
}

}  // namespace

}  // namespace freshet::vod
