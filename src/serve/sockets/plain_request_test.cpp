#include "serve/sockets/plain_request.hpp"

#include <gtest/gtest.h>

namespace freshet::sockets {
namespace {

TEST(PlainRequest, is_an_event_with_data_and_an_id_where_there_are_some) {
    const auto whole =
        read_plain_request(R"({"event":"\u0061b","data":{"c":[1]},"id":9,"more":0})");
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->event, "ab");
    EXPECT_EQ(whole->data, R"({"c":[1]})");
    EXPECT_EQ(whole->ack, 9u);

    const auto bare = read_plain_request(R"({"event":"a"})");
    ASSERT_TRUE(bare);
    EXPECT_EQ(bare->data, "");
    EXPECT_EQ(bare->ack, std::nullopt);
}

TEST(PlainRequest, takes_no_id_that_a_client_could_not_have_meant) {
    EXPECT_TRUE(read_plain_request(R"({"event":"a","id":9007199254740991})"));
    for (const auto* id : {"9007199254740992", "-1", "1.5", "1e3", "\"1\"", "null", "[]"}) {
        EXPECT_FALSE(read_plain_request(R"({"event":"a","id":)" + std::string(id) + "}")) << id;
    }
}

TEST(WithoutBinary, has_null_for_every_attachment_and_all_else_as_it_was) {
    EXPECT_EQ(without_binary(R"({"a":1.50})"), R"({"a":1.50})");
    EXPECT_EQ(without_binary(R"({"_placeholder":true,"num":0})"), "null");
    EXPECT_EQ(without_binary(R"([1,{"a":{"num":0,"_placeholder":true},"b":"x\n"},{}])"),
              R"([1,{"a":null,"b":"x\n"},{}])");
    EXPECT_EQ(without_binary(R"({"_placeholder":false,"num":0})"),
              R"({"_placeholder":false,"num":0})");
    EXPECT_EQ(without_binary(R"("\"_placeholder\"")"), R"("\"_placeholder\"")");
}

}  // namespace
}  // namespace freshet::sockets
