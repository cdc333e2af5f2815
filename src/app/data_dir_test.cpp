#include "app/data_dir.hpp"

#include <fstream>
#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/sql/test_database.hpp"

namespace freshet::app {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(DataDir, is_made_for_its_owner_alone) {
    const sql::test::TempFolder folder;
    const auto path = folder.file("a/b");

    const auto data_dir = DataDir::open(path);

    ASSERT_TRUE(data_dir) << data_dir.error();
    EXPECT_EQ(data_dir->file("freshet.db"), path + "/freshet.db");
    struct stat status{};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777u, 0700u);
}

TEST(DataDir, is_refused_to_a_second_one_while_the_first_lives) {
    const sql::test::TempFolder folder;
    {
        const auto first = DataDir::open(folder.file("data"));
        ASSERT_TRUE(first);

        const auto second = DataDir::open(folder.file("data"));

        ASSERT_FALSE(second);
        EXPECT_THAT(second.error(), StartsWith("DATA_DIR: "));
        EXPECT_THAT(second.error(), HasSubstr("another freshet is using this folder"));
    }
    EXPECT_TRUE(DataDir::open(folder.file("data")));
}

TEST(DataDir, that_cannot_be_is_refused_with_one_line_that_says_why) {
    const sql::test::TempFolder folder;
    std::ofstream(folder.file("file")) << "not a folder";

    const auto data_dir = DataDir::open(folder.file("file"));

    ASSERT_FALSE(data_dir);
    EXPECT_THAT(data_dir.error(), StartsWith("DATA_DIR: " + folder.file("file")));
    EXPECT_EQ(data_dir.error().find('\n'), std::string::npos);
}

}  // namespace
}  // namespace freshet::app
