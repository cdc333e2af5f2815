#include "wire/rtmp/command.hpp"

#include <gtest/gtest.h>

#include "wire/amf/error.hpp"
#include "wire/rtmp/error.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::rtmp {
namespace {

using freshet::testing::from_hex;

TEST(Command, is_read_as_it_was_written) {
    const Command command{
        .name = "publish",
        .transaction_id = 5,
        .arguments = {{std::string("key")}, {std::string("live")}, {true}},
    };

    const auto read = read_command(command_body(command), {});

    ASSERT_TRUE(read);
    EXPECT_EQ(read->name, "publish");
    EXPECT_EQ(read->transaction_id, 5);
    EXPECT_EQ(read->object, amf::Value{amf::Null{}});
    EXPECT_EQ(read->text(0), "key");
    EXPECT_EQ(read->text(1), "live");
    EXPECT_TRUE(read->is_true(2));
}

TEST(Command, needs_no_more_than_a_name) {
    const auto read = read_command(from_hex("02 0001 61"), {});

    ASSERT_TRUE(read);
    EXPECT_EQ(read->name, "a");
    EXPECT_EQ(read->transaction_id, 0);
    EXPECT_EQ(read->text(0), "");
    EXPECT_FALSE(read->is_true(7));
}

TEST(Command, is_refused_without_a_name_or_with_a_transaction_that_is_no_number) {
    EXPECT_EQ(read_command(from_hex("05"), {}).error(), Errc::bad_command);
    EXPECT_EQ(read_command(from_hex("02 0001 61 05"), {}).error(), Errc::bad_command);
    EXPECT_EQ(read_command({}, {}).error(), amf::Errc::truncated);
    EXPECT_EQ(read_command(from_hex("02 0001 61 00 3ff0"), {}).error(), amf::Errc::truncated);
}

TEST(Command, gives_no_text_for_other_types) {
    const Command command{.name = "x", .arguments = {{1.0}}};

    EXPECT_EQ(command.text(0), "");
    EXPECT_FALSE(command.is_true(0));
}

TEST(Command, answers_carry_the_transaction_and_the_information) {
    const auto error = read_command(error_body(3, "A.B", "why"), {});
    const auto status = read_command(status_body({.code = "C.D", .description = "how"}), {});

    ASSERT_TRUE(error && status);
    EXPECT_EQ(error->name, "_error");
    EXPECT_EQ(error->transaction_id, 3);
    EXPECT_EQ(*error->arguments.at(0).object()->find("level")->text(), "error");
    EXPECT_EQ(*error->arguments.at(0).object()->find("code")->text(), "A.B");
    EXPECT_EQ(status->name, "onStatus");
    EXPECT_EQ(*status->arguments.at(0).object()->find("level")->text(), "status");
    EXPECT_EQ(*status->arguments.at(0).object()->find("description")->text(), "how");
}

}  // namespace
}  // namespace freshet::rtmp
