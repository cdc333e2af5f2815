#include "community/billing.hpp"

#include <algorithm>
#include <functional>
#include <random>

#include <gtest/gtest.h>

namespace freshet::community {
namespace {

using namespace std::chrono_literals;
using Kind = BillingEvent::Kind;
using enum SubscriptionStatus;

constexpr WallTime begun{std::chrono::milliseconds(1'800'000'000'000)};
constexpr auto month = 30 * 24h;

BillingEvent completed(WallTime at) {
    return {.id = {}, .kind = Kind::checkout_completed, .at = at};
}
BillingEvent stands(WallTime at, BillingStanding standing, WallTime period_end,
                    bool cancels = false) {
    return {.id = {},
            .kind = Kind::stands,
            .at = at,
            .period_end = period_end,
            .standing = standing,
            .cancels_at_end = cancels};
}
BillingEvent paid(WallTime at, std::string payment, WallTime period_end) {
    return {.id = {},
            .kind = Kind::paid,
            .at = at,
            .payment = std::move(payment),
            .period_end = period_end};
}
BillingEvent about(Kind kind, WallTime at, std::string payment = {}) {
    return {.id = {}, .kind = kind, .at = at, .payment = std::move(payment)};
}

using Events = std::vector<BillingEvent>;

Billing told(const Events& events) {
    Billing billing({.created_at = begun});
    for (const auto& event : events) billing.hear(event);
    return billing;
}

SubscriptionStatus status_of(const Events& events, WallTime now) {
    return told(events).judge(now).status;
}

/// What a provider says of a first month.
Events first_month() {
    const auto end = begun + month;
    return {stands(begun, BillingStanding::incomplete, end), paid(begun, "first", end),
            stands(begun, BillingStanding::active, end), completed(begun + 1s)};
}

/// A long life, in which everything happens once.
Events whole_life() {
    auto events = first_month();
    const auto first = begun + month;
    const auto second = first + month;
    events.push_back(stands(first, BillingStanding::active, second));
    events.push_back(about(Kind::payment_failed, first + 1h));
    events.push_back(stands(first + 1h, BillingStanding::past_due, second));
    events.push_back(paid(first + 2h, "second", second));
    events.push_back(stands(first + 2h, BillingStanding::active, second));
    events.push_back(stands(first + 3h, BillingStanding::active, second, true));
    events.push_back(about(Kind::refunded, first + 4h, "first"));
    events.push_back(about(Kind::disputed, first + 5h, "second"));
    events.push_back(about(Kind::dispute_won, first + 6h, "second"));
    events.push_back(about(Kind::disputed, first + 7h, "second"));
    events.push_back(stands(second, BillingStanding::ended, second, true));
    return events;
}

TEST(Billing, a_first_month_comes_to_the_same_in_every_order) {
    auto events = first_month();
    const auto expected = told(events);
    std::vector<std::size_t> order{0, 1, 2, 3};
    do {
        Events shuffled;
        for (const auto index : order) shuffled.push_back(events[index]);
        EXPECT_EQ(told(shuffled), expected);
    } while (std::ranges::next_permutation(order).found);

    const auto judged = expected.judge(begun + 1h);
    EXPECT_EQ(judged.status, active);
    EXPECT_EQ(judged.started_at, begun);
    EXPECT_EQ(judged.expires_at, begun + month);
}

TEST(Billing, a_whole_life_comes_to_the_same_in_any_order_with_any_repetition) {
    const auto events = whole_life();
    const auto expected = told(events);
    std::mt19937 random(1);
    for (int i = 0; i < 2000; ++i) {
        auto shuffled = events;
        for (std::size_t j = 0; j < events.size(); j += 2) shuffled.push_back(events[j]);
        std::ranges::shuffle(shuffled, random);
        ASSERT_EQ(told(shuffled), expected) << "round " << i;
    }
}

TEST(Billing, a_checkout_waits_a_day_for_its_payment) {
    EXPECT_EQ(status_of({}, begun + 23h), pending);
    EXPECT_EQ(status_of({}, begun + 24h), expired);
    EXPECT_EQ(status_of({about(Kind::checkout_expired, begun + 1h)}, begun + 2h), expired);
    EXPECT_EQ(status_of({about(Kind::payment_failed, begun)}, begun + 1h), pending);
}

TEST(Billing, what_was_paid_counts_however_late_it_is_heard_of) {
    const auto late = begun + 5 * 24h;
    const Events events{about(Kind::checkout_expired, begun + 24h),
                        paid(begun, "first", begun + month)};

    EXPECT_EQ(status_of(events, late), active);
}

TEST(Billing, a_completed_checkout_is_believed_for_a_day_until_its_period_is_known) {
    const auto judged = told({completed(begun)}).judge(begun + 1h);

    EXPECT_EQ(judged.status, active);
    EXPECT_EQ(judged.expires_at, begun + 24h);
    EXPECT_EQ(status_of({completed(begun)}, begun + 48h), expired);
}

TEST(Billing, a_renewal_may_be_a_day_late) {
    const auto end = begun + month;

    EXPECT_EQ(status_of(first_month(), end + 23h), active);
    EXPECT_EQ(status_of(first_month(), end + 24h), expired);
    EXPECT_EQ(told(first_month()).judge(end).in_force_until, end + 24h);
    EXPECT_FALSE(told(first_month()).judge(end + 24h).in_force());
}

TEST(Billing, a_renewal_that_fails_is_past_due_until_it_is_paid) {
    const auto end = begun + month;
    auto events = first_month();
    events.push_back(about(Kind::payment_failed, end + 1h));
    EXPECT_EQ(status_of(events, end + 2h), past_due);
    EXPECT_EQ(status_of(events, end + 25h), expired);

    events.push_back(paid(end + 3h, "second", end + month));
    EXPECT_EQ(status_of(events, end + 25h), active);
}

TEST(Billing, a_canceled_one_ends_with_its_period_and_has_no_grace) {
    const auto end = begun + month;
    auto billing = told(first_month());
    billing.cancel_at_end();

    EXPECT_EQ(billing.judge(end - 1h).status, canceled);
    EXPECT_TRUE(billing.judge(end - 1h).in_force());
    EXPECT_EQ(billing.judge(end).status, expired);

    billing.hear(stands(begun + 2h, BillingStanding::active, end, false));
    EXPECT_EQ(billing.judge(end - 1h).status, active) << "its subscriber has thought better of it";
}

TEST(Billing, a_refund_of_the_newest_period_ends_it_and_one_of_an_older_does_not) {
    const auto end = begun + month;
    auto events = first_month();
    events.push_back(stands(end, BillingStanding::active, end + month));
    events.push_back(paid(end, "second", end + month));

    auto older = events;
    older.push_back(about(Kind::refunded, end + 1h, "first"));
    EXPECT_EQ(status_of(older, end + 2h), active);

    events.push_back(about(Kind::refunded, end + 1h, "second"));
    EXPECT_EQ(status_of(events, end + 2h), refunded);
    EXPECT_FALSE(told(events).judge(end + 2h).in_force());
    events.push_back(about(Kind::disputed, end + 1h, "second"));
    EXPECT_EQ(status_of(events, end + 2h), disputed);
}

TEST(Billing, a_dispute_that_is_won_was_none) {
    const auto end = begun + month;
    auto events = first_month();
    events.push_back(about(Kind::disputed, begun + 24h, "first"));
    EXPECT_EQ(status_of(events, begun + 25h), disputed);

    events.push_back(about(Kind::dispute_won, begun + 48h, "first"));
    EXPECT_EQ(status_of(events, begun + 49h), active);
    EXPECT_EQ(told(events).judge(begun + 49h).expires_at, end);
    EXPECT_EQ(status_of(events, end + 24h), expired) << "what was paid for is over meanwhile";

    std::ranges::reverse(events);
    EXPECT_EQ(status_of(events, begun + 49h), active) << "whichever is heard of first";
    events.push_back(about(Kind::disputed, begun + 72h, "first"));
    EXPECT_EQ(status_of(events, begun + 73h), disputed) << "it is disputed again";
    events.push_back(about(Kind::refunded, begun + 74h, "first"));
    events.push_back(about(Kind::dispute_won, begun + 75h, "first"));
    EXPECT_EQ(status_of(events, begun + 76h), refunded);
}

TEST(Billing, an_end_is_the_last_word) {
    auto events = first_month();
    events.push_back(stands(begun + 1h, BillingStanding::ended, begun + month));
    events.push_back(stands(begun + 2h, BillingStanding::active, begun + month));

    EXPECT_EQ(status_of(events, begun + 3h), expired);
}

TEST(Billing, one_that_was_replaced_stays_so) {
    auto billing = told(first_month());
    billing.replace(begun + 1h);
    billing.hear(paid(begun + 2h, "second", begun + 2 * month));

    EXPECT_EQ(billing.judge(begun + 3h).status, expired);
}

TEST(Billing, goes_by_the_words_of_the_rows) {
    for (const auto status : {pending, active, past_due, canceled, expired, refunded, disputed}) {
        EXPECT_EQ(subscription_status_from(to_string(status)), status);
    }
    for (const auto standing :
         {BillingStanding::unknown, BillingStanding::incomplete, BillingStanding::active,
          BillingStanding::past_due, BillingStanding::ended}) {
        EXPECT_EQ(billing_standing_from(to_string(standing)), standing);
    }
}

}  // namespace
}  // namespace freshet::community
