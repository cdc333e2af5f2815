#include "wire/amf/amf3_reader.hpp"

#include <gtest/gtest.h>

#include "wire/testing/hex.hpp"

namespace freshet::amf {
namespace {

Result<Value> read(std::string_view hex, Limits limits = {}) {
    const auto input = testing::from_hex(hex);
    Budget budget(limits);
    return Amf3Reader(input, budget).next();
}

Value text(const char* value) { return {std::string(value)}; }

TEST(Amf3Reader, reads_every_plain_type) {
    EXPECT_EQ(read("00"), Value{Undefined{}});
    EXPECT_EQ(read("01"), Value{Null{}});
    EXPECT_EQ(read("02"), Value{false});
    EXPECT_EQ(read("03"), Value{true});
    EXPECT_EQ(read("05 3ff0000000000000"), Value{1.0});
    EXPECT_EQ(read("06 05 6869"), text("hi"));
    EXPECT_EQ(read("07 05 6869"), text("hi"));
    EXPECT_EQ(read("0b 05 6869"), text("hi"));
    EXPECT_EQ(read("08 01 4000000000000000"), Value{Date{2.0}});
    EXPECT_EQ(read("0c 05 6869"), Value{to_bytes("hi")});
}

TEST(Amf3Reader, reads_integers_of_every_length) {
    EXPECT_EQ(read("04 7f"), Value{127.0});
    EXPECT_EQ(read("04 81 00"), Value{128.0});
    EXPECT_EQ(read("04 ff 7f"), Value{16383.0});
    EXPECT_EQ(read("04 81 80 00"), Value{16384.0});
    EXPECT_EQ(read("04 ff ff 7f"), Value{2097151.0});
    EXPECT_EQ(read("04 80 c0 80 00"), Value{2097152.0});
    EXPECT_EQ(read("04 bf ff ff ff"), Value{268435455.0});
    EXPECT_EQ(read("04 c0 80 80 00"), Value{-268435456.0});
    EXPECT_EQ(read("04 ff ff ff ff"), Value{-1.0});
}

TEST(Amf3Reader, reads_arrays_dense_and_named) {
    EXPECT_EQ(read("09 05 01 02 03"), (Value{Array{{{false}, {true}}}}));
    EXPECT_EQ(read("09 03 03 61 02 01 03"), (Value{Object{{{"a", {false}}, {"0", {true}}}}}));
}

TEST(Amf3Reader, reads_objects_sealed_dynamic_and_both) {
    EXPECT_EQ(read("0a 13 01 03 61 03"), (Value{Object{{{"a", {true}}}}})) << "one sealed member";
    EXPECT_EQ(read("0a 0b 01 03 61 03 01"), (Value{Object{{{"a", {true}}}}})) << "dynamic";
    EXPECT_EQ(read("0a 1b 03 43 03 61 03 03 62 02 01"),
              (Value{Object{{{"a", {true}}, {"b", {false}}}}}));
}

TEST(Amf3Reader, reads_vectors) {
    EXPECT_EQ(read("0d 05 00 ffffffff 00000002"), (Value{Array{{{-1.0}, {2.0}}}}));
    EXPECT_EQ(read("0e 03 01 ffffffff"), (Value{Array{{{4294967295.0}}}}));
    EXPECT_EQ(read("0f 03 00 3ff0000000000000"), (Value{Array{{{1.0}}}}));
    EXPECT_EQ(read("10 03 00 03 41 06 05 6869"), (Value{Array{{text("hi")}}}));
}

TEST(Amf3Reader, follows_references_to_texts_traits_and_objects) {
    EXPECT_EQ(read("09 05 01 06 05 6869 06 00"), (Value{Array{{text("hi"), text("hi")}}}));

    const Value object{Object{{{"a", {true}}}}};
    EXPECT_EQ(read("09 05 01 0a 13 01 03 61 03 0a 01 03"), (Value{Array{{object, object}}}))
        << "same traits";
    EXPECT_EQ(read("09 05 01 0a 13 01 03 61 03 0a 02"), (Value{Array{{object, object}}}))
        << "same object";
}

TEST(Amf3Reader, never_counts_the_empty_text_as_one_to_refer_to) {
    EXPECT_EQ(read("09 07 01 06 01 06 05 6869 06 00"),
              (Value{Array{{text(""), text("hi"), text("hi")}}}));
}

TEST(Amf3Reader, refuses_references_to_nothing_and_cycles) {
    EXPECT_EQ(read("06 00"), fail(Errc::bad_reference));
    EXPECT_EQ(read("0a 00"), fail(Errc::bad_reference));
    EXPECT_EQ(read("0a 01"), fail(Errc::bad_reference)) << "traits";
    EXPECT_EQ(read("09 03 01 09 00"), fail(Errc::too_deep)) << "an array that holds itself";
}

TEST(Amf3Reader, refuses_what_no_rtmp_peer_sends) {
    EXPECT_EQ(read("0a 07 03 41"), fail(Errc::unknown_type)) << "externalizable";
    EXPECT_EQ(read("11 01 00"), fail(Errc::unknown_type)) << "dictionary";
    EXPECT_EQ(read("ff"), fail(Errc::unknown_type));
}

TEST(Amf3Reader, says_truncated_wherever_the_input_is_cut) {
    const auto input = testing::from_hex(
        "09 11 03 61 06 05 6869 01  04 ff ff ff ff  05 3ff0000000000000  0a 13 03 43 03 62 03"
        "08 01 4000000000000000  0c 05 6869  0d 03 00 00000001  0f 03 00 3ff0000000000000"
        "10 03 00 01 03");
    Budget whole({});
    ASSERT_TRUE(Amf3Reader(input, whole).next());

    for (std::size_t size = 0; size < input.size(); ++size) {
        Budget budget({});
        const auto value = Amf3Reader(ByteSpan(input).first(size), budget).next();
        EXPECT_EQ(value, fail(Errc::truncated)) << size;
    }
}

TEST(Amf3Reader, refuses_nesting_values_and_bytes_beyond_its_limits) {
    EXPECT_EQ(read("09 03 01 09 03 01 01", {.depth_max = 1}), fail(Errc::too_deep));
    EXPECT_EQ(read("09 05 01 01 01", {.values_max = 2}), fail(Errc::too_many_values));
    EXPECT_EQ(read("0d 05 00 00000001 00000001", {.values_max = 2}), fail(Errc::too_many_values));
    EXPECT_EQ(read("0c 05 6869", {.bytes_max = 1}), fail(Errc::too_many_bytes));
    EXPECT_EQ(read("09 05 01 06 05 6869 06 00", {.bytes_max = 3}), fail(Errc::too_many_bytes))
        << "repeats count";
}

TEST(Amf3Reader, stores_nothing_for_a_count_that_is_only_announced) {
    EXPECT_EQ(read("09 ff ff ff ff 01"), fail(Errc::truncated));
    EXPECT_EQ(read("0f ff ff ff ff 00"), fail(Errc::truncated));
    EXPECT_EQ(read("0c ff ff ff ff"), fail(Errc::truncated));
    EXPECT_EQ(read("0a ff ff ff f3 01"), fail(Errc::truncated));
}

}  // namespace
}  // namespace freshet::amf
