#include "wire/stripe/event_reader.hpp"

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "wire/stripe/error.hpp"

namespace freshet::stripe {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

std::string event_of(std::string_view type, std::string_view object) {
    return std::string(R"({"id":"evt_1","object":"event","created":1800000000,"type":")")
        .append(type)
        .append(R"(","data":{"object":)")
        .append(object)
        .append("}}");
}

Event read(std::string_view type, std::string_view object) {
    return read_event(event_of(type, object)).value();
}

TEST(StripeEvent, a_checkout_names_ours_its_subscription_and_its_customer) {
    const auto event = read("checkout.session.completed", R"({
        "id":"cs_1","client_reference_id":"ours","subscription":"sub_1","customer":"cus_1",
        "payment_status":"paid"})");

    EXPECT_EQ(event.id, "evt_1");
    EXPECT_EQ(event.type, EventType::checkout_completed);
    EXPECT_EQ(event.created, sys_seconds(seconds(1'800'000'000)));
    EXPECT_EQ(event.own_id, "ours");
    EXPECT_EQ(event.subscription, "sub_1");
    EXPECT_EQ(event.customer, "cus_1");
    EXPECT_TRUE(event.is_paid);
    EXPECT_FALSE(read("checkout.session.completed", R"({"payment_status":"unpaid"})").is_paid);
}

TEST(StripeEvent, a_subscription_has_its_period_in_its_items_or_where_it_was_before) {
    const auto event = read("customer.subscription.updated", R"({
        "id":"sub_1","status":"active","cancel_at_period_end":true,
        "metadata":{"freshet_subscription":"ours"},
        "items":{"data":[{"current_period_end":1800000100},{"current_period_end":1800000200}]}})");
    EXPECT_EQ(event.type, EventType::subscription_changed);
    EXPECT_EQ(event.subscription, "sub_1");
    EXPECT_EQ(event.own_id, "ours");
    EXPECT_EQ(event.state, SubscriptionState::active);
    EXPECT_TRUE(event.cancels_at_end);
    EXPECT_EQ(event.period_end, sys_seconds(seconds(1'800'000'200)));

    const auto before = read("customer.subscription.created",
                             R"({"id":"sub_1","status":"x","current_period_end":1800000300})");
    EXPECT_EQ(before.period_end, sys_seconds(seconds(1'800'000'300)));
    EXPECT_EQ(before.state, SubscriptionState::unknown);
    EXPECT_FALSE(before.cancels_at_end);
}

TEST(StripeEvent, an_invoice_has_its_subscription_in_its_parent_or_where_it_was_before) {
    const auto event = read("invoice.paid", R"({
        "id":"in_1","customer":{"id":"cus_1"},
        "parent":{"subscription_details":{"subscription":"sub_1",
                                          "metadata":{"freshet_subscription":"ours"}}},
        "lines":{"data":[{"period":{"start":1,"end":1800000100}}]}})");
    EXPECT_EQ(event.type, EventType::invoice_paid);
    EXPECT_EQ(event.invoice, "in_1");
    EXPECT_EQ(event.customer, "cus_1");
    EXPECT_EQ(event.subscription, "sub_1");
    EXPECT_EQ(event.own_id, "ours");
    EXPECT_EQ(event.period_end, sys_seconds(seconds(1'800'000'100)));

    const auto before = read("invoice.payment_failed", R"({
        "id":"in_1","subscription":"sub_1",
        "subscription_details":{"metadata":{"freshet_subscription":"ours"}}})");
    EXPECT_EQ(before.subscription, "sub_1");
    EXPECT_EQ(before.own_id, "ours");
    EXPECT_FALSE(before.period_end.has_value());
}

TEST(StripeEvent, a_charge_names_its_payment_and_perhaps_its_invoice) {
    const auto event = read("charge.refunded", R"({"refunded":true,"payment_intent":"pi_1"})");
    EXPECT_TRUE(event.is_refunded);
    EXPECT_EQ(event.payment_intent, "pi_1");
    EXPECT_EQ(event.invoice, "");
    EXPECT_EQ(read("charge.refunded", R"({"invoice":"in_1"})").invoice, "in_1");
    EXPECT_FALSE(read("charge.refunded", R"({"refunded":false})").is_refunded);
    EXPECT_EQ(read("charge.dispute.created", R"({"charge":"ch_1","payment_intent":"pi_2"})")
                  .payment_intent,
              "pi_2");
}

TEST(StripeEvent, a_dispute_is_won_or_an_inquiry_without_consequences_or_lost) {
    const auto closed = [](std::string_view status) {
        return read("charge.dispute.closed", std::string(R"({"payment_intent":"pi_1","status":")") +
                                                 std::string(status) + R"("})");
    };
    EXPECT_EQ(closed("won").type, EventType::dispute_closed);
    EXPECT_EQ(closed("won").payment_intent, "pi_1");
    EXPECT_TRUE(closed("won").is_won);
    EXPECT_TRUE(closed("warning_closed").is_won);
    EXPECT_FALSE(closed("lost").is_won);
}

TEST(StripeEvent, the_invoice_of_a_payment_is_that_of_the_one_that_was_paid) {
    auto event = read("charge.refunded", R"({"refunded":true,"payment_intent":"pi_1"})");
    ASSERT_TRUE(read_invoice_of_payment(R"({"data":[
        {"status":"canceled","invoice":"in_0"},
        {"status":"paid","invoice":{"id":"in_1","parent":{"subscription_details":{
            "subscription":"sub_1","metadata":{"freshet_subscription":"ours"}}}}}]})",
                                        event));
    EXPECT_EQ(event.invoice, "in_1");
    EXPECT_EQ(event.subscription, "sub_1");
    EXPECT_EQ(event.own_id, "ours");

    auto other = read("charge.refunded", R"({"payment_intent":"pi_2"})");
    EXPECT_TRUE(read_invoice_of_payment(R"({"data":[]})", other));
    EXPECT_EQ(other.invoice, "");
    EXPECT_EQ(error_of(read_invoice_of_payment("[]", other)), Errc::malformed);
}

TEST(StripeEvent, one_of_another_type_is_read_as_far_as_it_goes) {
    const auto event = read("customer.created", R"({"id":"cus_1","subscription":7})");

    EXPECT_EQ(event.type, EventType::other);
    EXPECT_EQ(event.type_name, "customer.created");
}

TEST(StripeEvent, what_is_of_another_kind_than_it_should_be_is_as_if_it_were_not_there) {
    const auto event = read("customer.subscription.updated", R"({
        "id":["sub_1"],"status":1,"cancel_at_period_end":"yes","metadata":[],
        "items":{"data":[7,{"current_period_end":-1},{"current_period_end":1e300}]}})");

    EXPECT_EQ(event.subscription, "");
    EXPECT_EQ(event.own_id, "");
    EXPECT_FALSE(event.cancels_at_end);
    EXPECT_FALSE(event.period_end.has_value());
}

TEST(StripeEvent, what_is_no_event_is_refused) {
    const auto deep = event_of("invoice.paid", std::string(100, '[') + std::string(100, ']'));
    const std::string large(event_bytes_max + 1, ' ');
    for (const std::string_view text :
         {std::string_view(), std::string_view("{}"), std::string_view("[]"),
          std::string_view(R"({"id":"evt_1","type":"invoice.paid","created":1})"),
          std::string_view(R"({"id":"evt_1","type":"x","created":-1,"data":{"object":{}}})"),
          std::string_view(R"({"id":"","type":"x","created":1,"data":{"object":{}}})"),
          std::string_view("{\"id\":\"\xff\"}"), std::string_view(deep), std::string_view(large)}) {
        EXPECT_EQ(error_of(read_event(text)), Errc::malformed) << text.substr(0, 60);
    }
}

TEST(StripeAnswer, an_object_has_an_id_and_perhaps_an_address) {
    const auto session = read_object(R"({"id":"cs_1","url":"https://checkout.stripe.com/c/1"})");
    ASSERT_TRUE(session);
    EXPECT_EQ(session->id, "cs_1");
    EXPECT_EQ(session->url, "https://checkout.stripe.com/c/1");
    EXPECT_EQ(error_of(read_object("<html>")), Errc::malformed);
}

TEST(StripeAnswer, a_session_is_open_or_paid_or_expired) {
    const auto paid = read_session(R"({"id":"cs_1","status":"complete","payment_status":"paid",
                                       "subscription":"sub_1","customer":{"id":"cus_1"}})");
    ASSERT_TRUE(paid);
    EXPECT_TRUE(paid->is_paid);
    EXPECT_FALSE(paid->is_expired);
    EXPECT_EQ(paid->subscription, "sub_1");
    EXPECT_EQ(paid->customer, "cus_1");
    const auto expired = read_session(R"({"status":"expired","payment_status":"unpaid"})");
    EXPECT_TRUE(expired && expired->is_expired && !expired->is_paid);
    for (const std::string_view text : {R"({"status":"open","payment_status":"unpaid"})",
                                        R"({"status":"complete","payment_status":"unpaid"})"}) {
        const auto waiting = read_session(text);
        EXPECT_TRUE(waiting && !waiting->is_expired && !waiting->is_paid) << text;
    }
    EXPECT_EQ(error_of(read_session("{}")), Errc::malformed);
}

TEST(StripeAnswer, the_payment_of_an_invoice_is_the_one_that_was_paid) {
    EXPECT_EQ(read_payment_intent(R"({"data":[
        {"status":"open","payment":{"payment_intent":"pi_0"}},
        {"status":"paid","payment":{"payment_intent":"pi_1"}}]})"),
              "pi_1");
    EXPECT_EQ(read_payment_intent(R"({"data":[]})"), "");
    EXPECT_EQ(error_of(read_payment_intent("no")), Errc::malformed);
}

TEST(StripeAnswer, a_refusal_says_why) {
    const auto refusal = read_refusal(
        R"({"error":{"type":"card_error","code":"card_declined","param":"p","message":"No."}})");
    EXPECT_EQ(refusal.type, "card_error");
    EXPECT_EQ(refusal.code, "card_declined");
    EXPECT_EQ(refusal.param, "p");
    EXPECT_EQ(refusal.message, "No.");
    EXPECT_EQ(read_refusal("<html>").type, "");
}

}  // namespace
}  // namespace freshet::stripe
