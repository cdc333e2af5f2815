#include "wire/amf/value.hpp"

#include <gtest/gtest.h>

namespace freshet::amf {
namespace {

TEST(AmfValue, finds_the_first_property_of_a_name) {
    const Object object{
        {{"app", {std::string("live")}}, {"app", {std::string("other")}}, {"n", {2.0}}}};

    ASSERT_NE(object.find("app"), nullptr);
    EXPECT_EQ(*object.find("app")->text(), "live");
    EXPECT_EQ(*object.find("n")->number(), 2.0);
    EXPECT_EQ(object.find("none"), nullptr);
}

TEST(AmfValue, gives_nothing_when_asked_for_another_type) {
    const Value value{true};

    EXPECT_NE(value.boolean(), nullptr);
    EXPECT_EQ(value.text(), nullptr);
    EXPECT_EQ(value.number(), nullptr);
    EXPECT_EQ(value.object(), nullptr);
    EXPECT_EQ(value.array(), nullptr);
}

TEST(AmfValue, compares_deeply) {
    const Value one{Object{{{"list", {Array{{{1.0}, {2.0}}}}}}}};
    const Value same = one;
    const Value other{Object{{{"list", {Array{{{1.0}, {3.0}}}}}}}};

    EXPECT_EQ(one, same);
    EXPECT_NE(one, other);
}

}  // namespace
}  // namespace freshet::amf
