#include "serve/payments/stripe_events.hpp"

#include <gtest/gtest.h>

namespace freshet::payments {
namespace {

using community::BillingStanding;
using Kind = community::BillingEvent::Kind;
using stripe::Event;
using stripe::EventType;

constexpr std::chrono::sys_seconds noon{std::chrono::seconds(1'800'000'000)};

std::optional<Kind> kind_of(Event event) {
    const auto news = billing_event_of(event);
    return news ? std::optional(news->kind) : std::nullopt;
}

TEST(StripeEvents, a_paid_invoice_is_a_payment_up_to_the_end_of_its_period) {
    const auto id = SubscriptionId::make();
    const auto news = billing_event_of({.id = "evt_1",
                                        .type = EventType::invoice_paid,
                                        .type_name = {},
                                        .created = noon,
                                        .own_id = to_string(id),
                                        .subscription = "sub_1",
                                        .customer = "cus_1",
                                        .invoice = "in_1",
                                        .period_end = noon + std::chrono::hours(1)});

    ASSERT_TRUE(news);
    EXPECT_EQ(news->id, "evt_1");
    EXPECT_EQ(news->kind, Kind::paid);
    EXPECT_EQ(news->at, noon);
    EXPECT_EQ(news->subscription, id);
    EXPECT_EQ(news->subscription_ref, "sub_1");
    EXPECT_EQ(news->customer_ref, "cus_1");
    EXPECT_EQ(news->payment, "in_1");
    EXPECT_EQ(news->period_end, noon + std::chrono::hours(1));
}

TEST(StripeEvents, a_deleted_subscription_has_ended_whatever_its_state_was) {
    const auto standing = [](EventType type, stripe::SubscriptionState state) {
        const Event event{.id = "evt", .type = type, .type_name = {}, .state = state};
        return billing_event_of(event).value().standing;
    };
    using enum stripe::SubscriptionState;
    EXPECT_EQ(standing(EventType::subscription_deleted, active), BillingStanding::ended);
    EXPECT_EQ(standing(EventType::subscription_changed, active), BillingStanding::active);
    EXPECT_EQ(standing(EventType::subscription_changed, past_due), BillingStanding::past_due);
    EXPECT_EQ(standing(EventType::subscription_changed, over), BillingStanding::ended);
}

TEST(StripeEvents, what_changes_nothing_means_nothing) {
    const auto made = [](EventType type) {
        return Event{.id = "evt", .type = type, .type_name = {}};
    };
    auto refund = made(EventType::charge_refunded);
    refund.invoice = "in_1";
    EXPECT_FALSE(kind_of(refund)) << "a part of it was given back";
    refund.is_refunded = true;
    EXPECT_EQ(kind_of(refund), Kind::refunded);
    refund.invoice.clear();
    EXPECT_FALSE(kind_of(refund)) << "a payment of something else";

    auto dispute = made(EventType::dispute_closed);
    dispute.invoice = "in_1";
    EXPECT_FALSE(kind_of(dispute)) << "it was lost: what it ended stays ended";
    dispute.is_won = true;
    EXPECT_EQ(kind_of(dispute), Kind::dispute_won);

    auto checkout = made(EventType::checkout_completed);
    EXPECT_FALSE(kind_of(checkout)) << "the money is on its way";
    checkout.is_paid = true;
    EXPECT_EQ(kind_of(checkout), Kind::checkout_completed);
    EXPECT_FALSE(kind_of(made(EventType::other)));
}

}  // namespace
}  // namespace freshet::payments
