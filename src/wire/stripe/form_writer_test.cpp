#include "wire/stripe/form_writer.hpp"

#include <gtest/gtest.h>

namespace freshet::stripe {
namespace {

TEST(FormWriter, what_is_nested_stands_in_brackets) {
    FormWriter form;
    form.add("mode", "subscription").add("line_items[0][price]", "price_1");

    EXPECT_EQ(form.text(), "mode=subscription&line_items%5B0%5D%5Bprice%5D=price_1");
}

TEST(FormWriter, no_value_can_become_a_second_field) {
    FormWriter form;
    form.add("customer_email", "a+b&mode=x=\r\n%@\xc3\xa9.example");

    EXPECT_EQ(form.text(), "customer_email=a%2Bb%26mode%3Dx%3D%0D%0A%25%40%C3%A9.example");
}

}  // namespace
}  // namespace freshet::stripe
