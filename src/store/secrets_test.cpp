#include "store/secrets.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include <gtest/gtest.h>

namespace freshet::store {
namespace {

namespace fs = std::filesystem;

class SecretsTest : public testing::Test {
protected:
    SecretsTest() {
        auto pattern = (fs::temp_directory_path() / "freshet-test-XXXXXX").string();
        folder_ = ::mkdtemp(pattern.data());
        file_ = folder_ / "secrets.json";
    }
    ~SecretsTest() override { fs::remove_all(folder_); }

    std::string content() {
        std::ifstream file(file_);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    fs::path folder_;
    fs::path file_;
};

TEST_F(SecretsTest, are_made_once_and_the_same_ever_after) {
    const auto first = complete_secrets({}, file_);
    const auto second = complete_secrets({}, file_);

    ASSERT_TRUE(first);
    ASSERT_TRUE(second);
    EXPECT_EQ(first->secret_key.reveal().size(), 43u);  // 32 bytes.
    EXPECT_NE(first->secret_key, first->jwt_secret);
    EXPECT_EQ(first->secret_key, second->secret_key);
    EXPECT_EQ(first->jwt_secret, second->jwt_secret);
}

TEST_F(SecretsTest, are_readable_by_their_owner_alone) {
    {
        std::ofstream(file_.string() + ".new") << "left behind";
    }

    ASSERT_TRUE(complete_secrets({}, file_));

    EXPECT_EQ(fs::status(file_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(SecretsTest, that_are_given_win_and_are_not_written) {
    const Secrets given{.secret_key = SecretText("given by the environment"), .jwt_secret = {}};

    const auto completed = complete_secrets(given, file_);

    ASSERT_TRUE(completed);
    EXPECT_EQ(completed->secret_key, given.secret_key);
    EXPECT_FALSE(completed->jwt_secret.empty());
    EXPECT_EQ(content().find("given by"), std::string::npos);
}

TEST_F(SecretsTest, need_no_file_when_all_are_given) {
    const Secrets given{.secret_key = SecretText("one"), .jwt_secret = SecretText("two")};

    ASSERT_TRUE(complete_secrets(given, file_));

    EXPECT_FALSE(fs::exists(file_));
}

TEST_F(SecretsTest, are_never_replaced_when_their_file_is_damaged) {
    for (const auto* damaged : {"", "{", "[]", R"({"secretKey":1})", R"({"secretKey":""})"}) {
        {
            std::ofstream(file_) << damaged;
        }

        const auto completed = complete_secrets({}, file_);

        ASSERT_FALSE(completed) << damaged;
        EXPECT_NE(completed.error().find("secrets.json"), std::string::npos);
        EXPECT_EQ(content(), damaged);
    }
}

TEST_F(SecretsTest, say_why_they_cannot_be_kept) {
    const auto completed = complete_secrets({}, folder_ / "nowhere" / "secrets.json");

    ASSERT_FALSE(completed);
    EXPECT_NE(completed.error().find("No such file"), std::string::npos);
}

TEST_F(SecretsTest, the_next_one_is_kept_until_it_takes_the_place_of_the_former) {
    const auto former = complete_secrets({}, file_).value();

    const auto begun = begin_rotation(file_).value();
    const auto again = begin_rotation(file_).value();
    EXPECT_FALSE(begun.was_begun);
    EXPECT_TRUE(again.was_begun);
    EXPECT_EQ(again.next, begun.next);
    EXPECT_EQ(complete_secrets({}, file_)->secret_key, former.secret_key);
    ASSERT_TRUE(finish_rotation(file_, false));

    const auto secrets = complete_secrets({}, file_).value();
    EXPECT_EQ(secrets.secret_key, begun.next);
    EXPECT_EQ(secrets.jwt_secret, former.jwt_secret);
    EXPECT_FALSE(begin_rotation(file_)->was_begun);
}

TEST_F(SecretsTest, one_that_is_given_from_outside_is_not_kept_when_it_is_the_next) {
    const auto begun = begin_rotation(file_).value();

    ASSERT_TRUE(finish_rotation(file_, true));

    EXPECT_EQ(content().find(begun.next.reveal()), std::string::npos);
}

}  // namespace
}  // namespace freshet::store
