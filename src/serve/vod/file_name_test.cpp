#include "serve/vod/file_name.hpp"

#include <gtest/gtest.h>

namespace freshet::vod {
namespace {

TEST(AttachmentNamed, gives_the_title_in_both_spellings) {
    EXPECT_EQ(
        attachment_named("Noche de Jazz!", ".mp4"),
        "attachment; filename=\"noche-de-jazz.mp4\"; filename*=UTF-8''Noche%20de%20Jazz%21.mp4");
}

TEST(AttachmentNamed, ends_neither_the_name_nor_the_header_early) {
    const auto header = attachment_named("a\"; filename=\"b\r\nSet-Cookie: x", ".mp4");

    EXPECT_EQ(header.find('\r'), header.npos);
    EXPECT_EQ(header.find('\n'), header.npos);
    EXPECT_EQ(header,
              "attachment; filename=\"a-filename-b-set-cookie-x.mp4\"; "
              "filename*=UTF-8''a_%3B%20filename%3D_bSet-Cookie_%20x.mp4");
}

TEST(AttachmentNamed, leads_out_of_no_folder_and_hides_no_file) {
    EXPECT_TRUE(attachment_named("../../etc/passwd", ".mp4").ends_with("''_.._etc_passwd.mp4"));
    EXPECT_TRUE(attachment_named(".profile", ".mp4").ends_with("''profile.mp4"));
}

TEST(AttachmentNamed, turns_nothing_around) {
    // A right-to-left override would show "gpj.exe" as "exe.jpg".
    EXPECT_TRUE(attachment_named("gpj\u202Eexe", ".mp4").ends_with("''gpjexe.mp4"));
}

TEST(AttachmentNamed, has_a_name_for_what_has_none) {
    for (const auto* title : {"", "...", "\u200B"}) {
        EXPECT_EQ(attachment_named(title, ".mp4"),
                  "attachment; filename=\"video.mp4\"; filename*=UTF-8''video.mp4");
    }
}

TEST(AttachmentNamed, is_bounded_and_cuts_no_character) {
    std::string title;
    for (int i = 0; i < 200; ++i) title += "\u0436";
    const auto header = attachment_named(title, ".mp4");

    std::string ninety;
    for (int i = 0; i < 90; ++i) ninety += "%D0%B6";
    EXPECT_TRUE(header.ends_with("''" + ninety + ".mp4"));
}

}  // namespace
}  // namespace freshet::vod
