#include "vod/rules.hpp"

#include <gtest/gtest.h>

namespace freshet::vod {
namespace {

VideoDraft draft() { return {.owner = UserId::make(), .title = "Oil"}; }

/// The fields that are wrong, with the codes.
template <class Said>
std::string faults(const Said& said) {
    std::string text;
    for (const auto& error : check(said)) text += error.field + ' ' + error.code + '\n';
    return text;
}

TEST(VideoRules, a_title_is_a_line_of_140_characters_at_most) {
    auto video = draft();
    EXPECT_EQ(faults(video), "");
    video.title.clear();
    for (std::size_t i = 0; i < VideoLimits::title_max; ++i) video.title += "\u0436";
    EXPECT_EQ(faults(video), "");
    video.title += 'a';
    EXPECT_EQ(faults(video), "title too_long\n");
    for (const auto* title : {"\xff", "One\nTwo", "a\u202eb"}) {
        video.title = title;
        EXPECT_EQ(faults(video), "title invalid_text\n") << title;
    }
    for (const auto* title : {"", " ", "\u200b"}) {
        video.title = title;
        EXPECT_EQ(faults(video), "title required\n") << title;
    }
}

TEST(VideoRules, a_description_has_lines_but_no_nul) {
    auto video = draft();
    video.description = "One\nTwo";
    EXPECT_EQ(faults(video), "");
    video.description = std::string("a\0b", 3);
    EXPECT_EQ(faults(video), "description invalid_text\n");
    video.description = std::string(VideoLimits::description_max + 1, 'a');
    EXPECT_EQ(faults(video), "description too_long\n");
}

TEST(VideoRules, tags_and_categories_are_few_and_short) {
    auto video = draft();
    video.tags.assign(VideoLimits::tags_max, std::string(VideoLimits::tag_max, 'a'));
    video.categories.assign(VideoLimits::categories_max, "art");
    EXPECT_EQ(faults(video), "");
    video.tags.emplace_back("more");
    video.categories.emplace_back("\xff");
    EXPECT_EQ(faults(video), "categories bad_count\ncategories[10] invalid_text\ntags bad_count\n");
    video = draft();
    video.tags = {"a", "", std::string(VideoLimits::tag_max + 1, 'a'), "a\nb"};
    EXPECT_EQ(faults(video), "tags[1] required\ntags[2] too_long\ntags[3] invalid_text\n");
}

TEST(VideoRules, what_is_not_changed_is_not_judged) {
    EXPECT_EQ(faults(VideoChanges{}), "");
    EXPECT_EQ(faults(VideoChanges{.title = ""}), "title required\n");
    EXPECT_EQ(faults(VideoChanges{.description = "\xff", .tags = {{"\xff"}}}),
              "description invalid_text\ntags[0] invalid_text\n");
}

TEST(VideoRules, white_space_goes_and_the_same_tag_stays_once) {
    auto video = draft();
    video.title = " \u00a0Oil\t";
    video.tags = {" Brush", "BRUSH ", "brush work"};

    const auto tidy = tidied(video);

    EXPECT_EQ(tidy.title, "Oil");
    EXPECT_EQ(tidy.tags, (std::vector<std::string>{"Brush", "brush work"}));
    EXPECT_EQ(tag_key("BRUSH"), tag_key("brush"));
}

TEST(VideoRules, the_name_of_a_file_is_a_title_and_nothing_else) {
    EXPECT_EQ(title_of_file("Holiday 2026.final.MP4"), "Holiday 2026.final");
    EXPECT_EQ(title_of_file("../../etc/passwd"), "passwd");
    EXPECT_EQ(title_of_file("C:\\Users\\ada\\oil.mov"), "oil");
    EXPECT_EQ(title_of_file(".mp4"), ".mp4");
    EXPECT_EQ(title_of_file("a\xff\nb\u202e.mp4"), "ab");
    EXPECT_EQ(title_of_file(std::string("a\0b.mp4", 7)), "ab");
    for (const auto* name : {"", "/", "\xff\xff", " .mp4", "a/"})
        EXPECT_EQ(title_of_file(name), "Untitled") << name;
    EXPECT_EQ(title_of_file(std::string(5000, 'a')), std::string(VideoLimits::title_max, 'a'));
}

}  // namespace
}  // namespace freshet::vod
