#include "wire/amf/amf0_reader.hpp"

#include <gtest/gtest.h>

#include "wire/amf/amf0_writer.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::amf {
namespace {

Result<Value> read(std::string_view hex, Limits limits = {}) {
    const auto input = testing::from_hex(hex);
    return Amf0Reader(input, limits).next();
}

// {"app": "live"} as Flash wrote it.
constexpr std::string_view object_hex = "03 0003 617070 02 0004 6c697665 0000 09";

TEST(Amf0Reader, reads_every_plain_type) {
    EXPECT_EQ(read("00 3ff0000000000000"), Value{1.0});
    EXPECT_EQ(read("01 01"), Value{true});
    EXPECT_EQ(read("01 00"), Value{false});
    EXPECT_EQ(read("02 0002 6869"), Value{std::string("hi")});
    EXPECT_EQ(read("05"), Value{Null{}});
    EXPECT_EQ(read("06"), Value{Undefined{}});
    EXPECT_EQ(read("0d"), Value{Undefined{}});
    EXPECT_EQ(read("0b 4000000000000000 003c"), Value{Date{2.0}});
    EXPECT_EQ(read("0c 00000002 6869"), Value{std::string("hi")});
    EXPECT_EQ(read("0f 00000002 6869"), Value{std::string("hi")});
}

TEST(Amf0Reader, reads_objects_typed_objects_and_both_arrays) {
    const Value app{Object{{{"app", {std::string("live")}}}}};

    EXPECT_EQ(read(object_hex), app);
    EXPECT_EQ(read("10 0002 4142 0003 617070 02 0004 6c697665 000009"), app);
    EXPECT_EQ(read("08 00000001 0003 617070 02 0004 6c697665 000009"), app);
    EXPECT_EQ(read("0a 00000002 05 01 01"), (Value{Array{{{Null{}}, {true}}}}));
}

TEST(Amf0Reader, takes_an_ecma_array_whose_count_lies_or_whose_end_is_missing) {
    const Value app{Object{{{"app", {std::string("live")}}}}};

    EXPECT_EQ(read("08 ffffffff 0003 617070 02 0004 6c697665 000009"), app);
    EXPECT_EQ(read("08 00000000 0003 617070 02 0004 6c697665 000009"), app);
    EXPECT_EQ(read("08 00000001 0003 617070 02 0004 6c697665"), app);
}

TEST(Amf0Reader, reads_one_value_after_the_other) {
    const auto input = testing::from_hex("05 06 01 01");
    Amf0Reader reader(input);

    EXPECT_EQ(reader.next(), Value{Null{}});
    EXPECT_EQ(reader.next(), Value{Undefined{}});
    EXPECT_FALSE(reader.empty());
    EXPECT_EQ(reader.next(), Value{true});
    EXPECT_TRUE(reader.empty());
    EXPECT_EQ(reader.next(), fail(Errc::truncated));
}

TEST(Amf0Reader, repeats_what_a_reference_names) {
    const auto input = testing::from_hex("03 0001 61 01 01 000009  0a 00000001 07 0000  05");
    Amf0Reader reader(input);

    const auto first = reader.next();
    const auto second = reader.next();

    ASSERT_TRUE(first && second);
    EXPECT_EQ(*second, (Value{Array{{*first}}}));
    EXPECT_EQ(reader.next(), Value{Null{}}) << "reading goes on behind the reference";
}

TEST(Amf0Reader, does_not_remember_an_object_twice_when_it_is_repeated) {
    const auto input = testing::from_hex("0a 00000000  07 0000  03 000009  07 0001  07 0002");
    Amf0Reader reader(input);

    EXPECT_EQ(reader.next(), Value{Array{}});
    EXPECT_EQ(reader.next(), Value{Array{}});
    EXPECT_EQ(reader.next(), Value{Object{}});
    EXPECT_EQ(reader.next(), Value{Object{}});
    EXPECT_EQ(reader.next(), fail(Errc::bad_reference));
}

TEST(Amf0Reader, refuses_a_cycle_and_a_reference_to_nothing) {
    EXPECT_EQ(read("03 0001 61 07 0000 000009"), fail(Errc::too_deep));
    EXPECT_EQ(read("07 0000"), fail(Errc::bad_reference));
}

TEST(Amf0Reader, switches_to_amf3_and_back) {
    const auto input = testing::from_hex("11 04 ff ff ff ff  11 06 05 68 69  05");
    Amf0Reader reader(input);

    EXPECT_EQ(reader.next(), Value{-1.0});
    EXPECT_EQ(reader.next(), Value{std::string("hi")});
    EXPECT_EQ(reader.next(), Value{Null{}});
}

TEST(Amf0Reader, refuses_types_that_are_reserved_or_unknown) {
    for (const auto* hex : {"04", "09", "0e", "12", "ff"})
        EXPECT_EQ(read(hex), fail(Errc::unknown_type)) << hex;
}

TEST(Amf0Reader, says_truncated_wherever_the_input_is_cut) {
    const auto input = testing::from_hex(
        "03 0001 61 00 3ff0000000000000 0001 62 01 01 0001 63 0b 4000000000000000 0000"
        "0001 64 0c 00000001 65 0001 66 0a 00000001 10 0001 67 000009 0001 68 11 09 01 01 000009");
    ASSERT_TRUE(Amf0Reader(input).next());

    for (std::size_t size = 0; size < input.size(); ++size) {
        EXPECT_EQ(Amf0Reader(ByteSpan(input).first(size)).next(), fail(Errc::truncated)) << size;
    }
}

TEST(Amf0Reader, refuses_nesting_values_and_bytes_beyond_its_limits) {
    const std::string_view nested = "0a 00000001 0a 00000001 05";

    EXPECT_TRUE(read(nested, {.depth_max = 2}));
    EXPECT_EQ(read(nested, {.depth_max = 1}), fail(Errc::too_deep));
    EXPECT_TRUE(read(nested, {.values_max = 3}));
    EXPECT_EQ(read(nested, {.values_max = 2}), fail(Errc::too_many_values));
    EXPECT_TRUE(read(object_hex, {.bytes_max = 7}));
    EXPECT_EQ(read(object_hex, {.bytes_max = 6}), fail(Errc::too_many_bytes));
}

TEST(Amf0Reader, counts_amf3_values_against_the_same_limits) {
    EXPECT_EQ(read("11 09 05 01 01 01", {.values_max = 3}), fail(Errc::too_many_values));
    EXPECT_EQ(read("0a 00000001 11 09 03 01 01", {.depth_max = 1}), fail(Errc::too_deep));
}

TEST(Amf0Reader, counts_what_references_repeat) {
    // An array of arrays, each of which repeats the one before twice: 2^n values from few bytes.
    Bytes bomb = testing::from_hex("0a 00000020 0a 00000000");
    for (std::uint16_t i = 1; i < 32; ++i)
        append(bomb, testing::from_hex("0a 00000002 07 00 1f 07 00 1f"));
    for (std::size_t i = 1; i < 32; ++i) {
        bomb[10 + 11 * (i - 1) + 7] = bomb[10 + 11 * (i - 1) + 10] = static_cast<std::byte>(i);
    }

    EXPECT_EQ(Amf0Reader(bomb, {.depth_max = 64}).next(), fail(Errc::too_many_values));
}

}  // namespace
}  // namespace freshet::amf
