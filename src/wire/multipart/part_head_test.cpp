#include "wire/multipart/part_head.hpp"

#include <gtest/gtest.h>

#include "wire/multipart/error.hpp"

namespace freshet::multipart {
namespace {

TEST(PartHead, says_the_name_the_file_and_the_type) {
    const auto head = read_part_head(
        "content-disposition: form-data; name=\"video\"; filename=\"a b.mp4\"\r\n"
        "Content-Type: video/mp4\r\nX-Other: 1\r\n");
    ASSERT_TRUE(head);
    EXPECT_EQ(*head, (PartHead{.name = "video", .file_name = "a b.mp4", .type = "video/mp4"}));
    EXPECT_EQ(read_part_head("Content-Disposition: form-data; name=title\r\n").value(),
              PartHead{.name = "title"});
}

TEST(PartHead, undoes_the_escapes_of_browsers_and_of_programs) {
    const auto file = [](std::string_view quoted) {
        const auto head = read_part_head(
            "Content-Disposition: form-data; name=f; filename=" + std::string(quoted) + "\r\n");
        return head ? head->file_name.value_or("(none)") : "(refused)";
    };
    EXPECT_EQ(file(R"("a \"b\".mp4")"), R"(a "b".mp4)");
    EXPECT_EQ(file(R"("a %22b%22.mp4")"), R"(a "b".mp4)");
    EXPECT_EQ(file(R"("C:\videos\a.mp4")"), R"(C:\videos\a.mp4)");
    EXPECT_EQ(file(R"("a; name=b.mp4")"), "a; name=b.mp4");
    EXPECT_EQ(file(R"("")"), "");
    EXPECT_EQ(file(R"("no end)"), "(none)");
}

TEST(PartHead, without_a_name_or_with_a_line_that_is_no_field_is_refused) {
    for (const auto* odd :
         {"", "Content-Type: text/plain\r\n", "Content-Disposition: form-data\r\n",
          "Content-Disposition: form-data; name=\"\"\r\n", "no field\r\n",
          "Content-Disposition: attachment; name=a\r\n",
          "Content-Disposition: form-data; name=\"a\x01\"\r\n"}) {
        EXPECT_EQ(read_part_head(odd).error(), Errc::malformed) << odd;
    }
    using namespace std::string_view_literals;
    EXPECT_FALSE(read_part_head("Content-Disposition: form-data; name=\"a\0b\"\r\n"sv));
}

TEST(Parameter, is_found_among_others) {
    EXPECT_EQ(read_parameter("a/b; x=1; Boundary = \"y;z\" ; c=2", "boundary"), "y;z");
    EXPECT_EQ(read_parameter("a/b; x=1", "boundary"), std::nullopt);
    EXPECT_EQ(read_parameter("boundary=1", "boundary"), std::nullopt);
    EXPECT_EQ(read_parameter("a;b;boundary=1", "c"), std::nullopt);
}

}  // namespace
}  // namespace freshet::multipart
