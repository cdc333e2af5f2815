#include <limits>

#include <gtest/gtest.h>

#include "base/json.hpp"

namespace freshet::json {

namespace {

enum class Colour { red, green_ };
BOOST_DESCRIBE_ENUM(Colour, red, green_)

struct Inner {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (text))

struct Everything {
    bool flag = true;
    std::int8_t small = -128;
    std::uint64_t large = std::numeric_limits<std::uint64_t>::max();
    double real = 0.1;
    Colour colour = Colour::green_;
    WallTime at{};
    std::optional<std::string> nothing;
    Omittable<std::string> left_out;
    Omittable<std::string> shown = "yes";
    std::vector<Inner> list{{"a"}, {"b"}};
    std::map<std::string, int> map{{"k\"", 1}};
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (flag, small, large, real, colour, at, nothing, left_out, shown, list, map))

TEST(JsonWriter, writes_every_kind_of_member_compactly_and_in_order) {
    EXPECT_EQ(
        to_json(Everything{}),
        R"({"flag":true,"small":-128,"large":18446744073709551615,"real":0.1,"colour":"green",)"
        R"("at":"1970-01-01T00:00:00.000Z","nothing":null,"shown":"yes",)"
        R"("list":[{"text":"a"},{"text":"b"}],"map":{"k\"":1}})");
}

TEST(JsonWriter, escapes_what_json_forbids_and_nothing_else) {
    const std::string text("\"\\/\b\n\r\t\x01\x1f\x7f \xe2\x82\xac");

    EXPECT_EQ(to_json(Inner{text}), R"({"text":"\"\\/\u0008\n\r\t\u0001\u001f)"
                                    "\x7f \xe2\x82\xac\"}");
}

TEST(JsonWriter, writes_null_where_a_number_is_none) {
    struct {
        double value;
    } const samples[] = {{std::numeric_limits<double>::quiet_NaN()},
                         {std::numeric_limits<double>::infinity()}};

    for (const auto& sample : samples) {
        std::string out;
        write(out, shape_of<double>(), &sample.value);
        EXPECT_EQ(out, "null");
    }
}

TEST(JsonWriter, writes_what_the_reader_reads_back) {
    const Everything before{
        .small = 7, .large = 1, .nothing = "something", .left_out = "", .map = {}};

    const auto after = read<Everything>(to_json(before));

    ASSERT_TRUE(after) << to_json(before);
    EXPECT_EQ(to_json(*after), to_json(before));
}

}  // namespace

}  // namespace freshet::json
