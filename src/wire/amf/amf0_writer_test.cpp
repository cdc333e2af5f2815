#include "wire/amf/amf0_writer.hpp"

#include <gtest/gtest.h>

#include "wire/amf/amf0_reader.hpp"
#include "wire/testing/hex.hpp"

namespace freshet::amf {
namespace {

template <class T>
Bytes written(const T& value) {
    Bytes out;
    append_amf0(out, value);
    return out;
}

TEST(Amf0Writer, writes_every_type_as_the_standard_says) {
    using testing::from_hex;

    EXPECT_EQ(written(1.0), from_hex("00 3ff0000000000000"));
    EXPECT_EQ(written(true), from_hex("01 01"));
    EXPECT_EQ(written("hi"), from_hex("02 0002 6869"));
    EXPECT_EQ(written(Null{}), from_hex("05"));
    EXPECT_EQ(written(Object{{{"a", {true}}}}), from_hex("03 0001 61 01 01 000009"));
    EXPECT_EQ(written(Value{Undefined{}}), from_hex("06"));
    EXPECT_EQ(written(Value{Date{2.0}}), from_hex("0b 4000000000000000 0000"));
    EXPECT_EQ(written(Value{Array{{{false}}}}), from_hex("0a 00000001 01 00"));
}

TEST(Amf0Writer, writes_an_ecma_array_with_its_count) {
    Bytes out;

    append_amf0_ecma_array(out, Object{{{"a", {true}}, {"b", {Null{}}}}});

    EXPECT_EQ(out, testing::from_hex("08 00000002 0001 61 01 01 0001 62 05 000009"));
}

TEST(Amf0Writer, writes_long_texts_as_long_strings) {
    const std::string at_limit(65'535, 'x');
    const std::string beyond(65'536, 'x');

    EXPECT_EQ(written(Value{at_limit}).front(), std::byte{2});
    EXPECT_EQ(written(Value{beyond}).front(), std::byte{12});
    EXPECT_EQ(Amf0Reader(written(Value{beyond})).next(), Value{beyond});
}

TEST(Amf0Writer, writes_what_the_reader_reads) {
    const Value value{Object{{
        {"number", {-2.5}},
        {"list",
         {Array{{{std::string("x")}, {Null{}}, {Undefined{}}, {Object{{{"deep", {true}}}}}}}}},
        {"when", {Date{1e12}}},
    }}};
    const auto bytes = written(value);

    EXPECT_EQ(Amf0Reader(bytes).next(), value);
}

}  // namespace
}  // namespace freshet::amf
