#include "store/sql/postgres_url.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace freshet::sql {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(PostgresUrl, is_known_by_its_scheme) {
    EXPECT_TRUE(is_postgres_url("postgresql://db/freshet"));
    EXPECT_TRUE(is_postgres_url("postgres://db/freshet"));
    EXPECT_FALSE(is_postgres_url("postgresql:db"));
    EXPECT_FALSE(is_postgres_url("sqlite:freshet.db"));
}

TEST(PostgresUrl, gets_limits_of_time_but_keeps_what_it_says_itself) {
    const auto complete = complete_postgres_url(
        "postgres://ada:a%20b%27c%5C@db:6432/live?connect_timeout=9&sslmode=require");

    ASSERT_TRUE(complete);
    EXPECT_THAT(*complete, HasSubstr("user=ada"));
    EXPECT_THAT(*complete, HasSubstr("password=a%20b%27c%5C"));
    EXPECT_THAT(*complete, HasSubstr("host=db"));
    EXPECT_THAT(*complete, HasSubstr("port=6432"));
    EXPECT_THAT(*complete, HasSubstr("dbname=live"));
    EXPECT_THAT(*complete, HasSubstr("sslmode=require"));
    EXPECT_THAT(*complete, HasSubstr("connect_timeout=9"));
    EXPECT_THAT(*complete, HasSubstr("application_name=freshet"));
    EXPECT_THAT(*complete, HasSubstr("tcp_user_timeout=10000"));
    EXPECT_TRUE(complete_postgres_url(*complete));
}

TEST(PostgresUrl, is_refused_without_a_word_of_it_when_it_cannot_be_read) {
    for (const auto* url : {"postgresql://ada:hunter2/x@db/live", "postgresql://ada:hunter2@x@db/y",
                            "postgresql://ada:hun?ter2/@db", "postgresql://db/live?hunter2",
                            "postgresql://ada:%hunter2@db/live"}) {
        const auto complete = complete_postgres_url(url);

        ASSERT_FALSE(complete) << url;
        EXPECT_THAT(complete.error(), Not(HasSubstr("hunter"))) << url;
    }
}

TEST(PostgresUrl, is_shown_without_its_password) {
    EXPECT_EQ(masked_url("postgresql://ada:hunter2@db:5432/live"),
              "postgresql://ada:********@db:5432/live");
    EXPECT_EQ(masked_url("postgres://ada:hun@t/er2@db"), "postgres://ada:********@db");
    EXPECT_EQ(masked_url("postgresql:///live?user=ada&password=hunter2&host=db"),
              "postgresql:///live?user=ada&password=********&host=db");
    EXPECT_EQ(masked_url("postgresql://ada@db:5432/live"), "postgresql://ada@db:5432/live");
    EXPECT_EQ(masked_url("sqlite:a@b:c"), "sqlite:a@b:c");
}

TEST(PostgresUrl, is_not_told_in_what_libpq_says) {
    EXPECT_EQ(masked_line("no user \"hunter2\" \n\tthere\n", "postgresql://ada:hunter2@db/live"),
              "no user '********' there");
}

}  // namespace
}  // namespace freshet::sql
