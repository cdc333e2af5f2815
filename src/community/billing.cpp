#include "community/billing.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/names.hpp"

namespace freshet::community {

namespace {

using enum SubscriptionStatus;

// In the order of the enums.
constexpr std::array<std::string_view, 7> status_names{
    "pending", "active", "past_due", "canceled", "expired", "refunded", "disputed"};
constexpr std::array<std::string_view, 5> standing_names{"unknown", "incomplete", "active",
                                                         "past_due", "ended"};

using Moment = std::optional<WallTime>;

// An empty optional is less than any time, so that the later of two is their maximum.
void keep_latest(Moment& kept, Moment heard) { kept = std::max(kept, heard); }

void keep_earliest(Moment& kept, Moment heard) {
    if (!kept || (heard && *heard < *kept)) kept = heard;
}

bool is_disputed(const Payment& payment) { return payment.disputed_at > payment.dispute_won_at; }

bool is_reversed(const Payment& payment) { return payment.refunded_at || is_disputed(payment); }

/// Of two words on where a subscription stands, the newer is the greater. An end is the last word.
auto order_of(BillingStanding standing, Moment at, bool cancels_at_end, Moment period_end) {
    return std::tuple(standing == BillingStanding::ended, at, standing, cancels_at_end, period_end);
}

}  // namespace

std::string_view to_string(SubscriptionStatus status) {
    return status_names[static_cast<std::size_t>(status)];
}

std::optional<SubscriptionStatus> subscription_status_from(std::string_view text) {
    return value_of<SubscriptionStatus>(status_names, text);
}

std::string_view to_string(BillingStanding standing) {
    return standing_names[static_cast<std::size_t>(standing)];
}

std::optional<BillingStanding> billing_standing_from(std::string_view text) {
    return value_of<BillingStanding>(standing_names, text);
}

void Billing::hear(const BillingEvent& event) {
    using enum BillingEvent::Kind;
    switch (event.kind) {
        case checkout_completed: return keep_earliest(facts_.completed_at, event.at);
        case checkout_expired: return keep_earliest(facts_.abandoned_at, event.at);
        case stands: return hear_standing(event);
        case payment_failed: return keep_latest(facts_.failed_at, event.at);
        case refunded: return keep_earliest(payment(event.payment).refunded_at, event.at);
        case disputed: return keep_latest(payment(event.payment).disputed_at, event.at);
        case dispute_won: return keep_latest(payment(event.payment).dispute_won_at, event.at);
        case paid: {
            auto& heard = payment(event.payment);
            keep_earliest(heard.paid_at, event.at);
            return keep_latest(heard.period_end, event.period_end);
        }
    }
}

void Billing::hear_standing(const BillingEvent& event) {
    const auto known =
        order_of(facts_.standing, facts_.standing_at, facts_.cancels_at_end, facts_.period_end);
    const auto heard =
        order_of(event.standing, Moment(event.at), event.cancels_at_end, event.period_end);
    if (heard < known) return;
    facts_.standing = event.standing;
    facts_.standing_at = event.at;
    facts_.cancels_at_end = event.cancels_at_end;
    facts_.period_end = event.period_end;
}

void Billing::abandon(WallTime at) { keep_earliest(facts_.abandoned_at, at); }

void Billing::replace(WallTime at) { keep_earliest(facts_.replaced_at, at); }

Payment& Billing::payment(const std::string& ref) {
    // In the order of their names: what came first must not show.
    auto place = std::ranges::lower_bound(facts_.payments, ref, {}, &Payment::ref);
    if (place == facts_.payments.end() || place->ref != ref) {
        place = facts_.payments.insert(place, Payment{.ref = ref});
    }
    return *place;
}

const Payment* Billing::newest_payment() const {
    const Payment* newest = nullptr;
    for (const auto& payment : facts_.payments) {
        if (!payment.paid_at) continue;
        if (newest == nullptr || payment.period_end > newest->period_end) newest = &payment;
    }
    return newest;
}

std::optional<WallTime> Billing::started_at() const {
    Moment started = facts_.completed_at;
    for (const auto& payment : facts_.payments) {
        if (payment.paid_at) keep_earliest(started, payment.paid_at);
    }
    if (!started && facts_.standing == BillingStanding::active) started = facts_.created_at;
    return started;
}

std::optional<WallTime> Billing::expires_at() const {
    Moment end;
    for (const auto& payment : facts_.payments) {
        if (payment.paid_at && !is_reversed(payment)) keep_latest(end, payment.period_end);
    }
    const auto* newest = newest_payment();
    if (newest != nullptr && is_reversed(*newest)) return end;
    if (facts_.standing == BillingStanding::active) keep_latest(end, facts_.period_end);
    // Until the first period's end is heard of, a day is believed.
    if (!end && facts_.completed_at) end = *facts_.completed_at + grace;
    return end;
}

bool Billing::is_past_due() const {
    Moment trouble = facts_.failed_at;
    Moment all_is_well;
    if (const auto* newest = newest_payment()) all_is_well = newest->paid_at;
    if (facts_.standing == BillingStanding::past_due) keep_latest(trouble, facts_.standing_at);
    if (facts_.standing == BillingStanding::active) keep_latest(all_is_well, facts_.standing_at);
    return trouble > all_is_well;
}

Judgement Billing::judge(WallTime now) const {
    Judgement judged{.started_at = started_at(), .expires_at = expires_at()};
    const auto* newest = newest_payment();
    const bool is_over = facts_.replaced_at || facts_.standing == BillingStanding::ended;
    if (newest != nullptr && is_reversed(*newest)) {
        judged.status = is_disputed(*newest) ? disputed : refunded;
    } else if (!judged.expires_at) {
        const bool is_late = now >= facts_.created_at + checkout_life;
        judged.status = is_over || facts_.abandoned_at || is_late ? expired : pending;
    } else {
        const auto until = *judged.expires_at + (facts_.cancels_at_end ? grace * 0 : grace);
        if (is_over || now >= until) {
            judged.status = expired;
            return judged;
        }
        judged.in_force_until = until;
        judged.status = is_past_due() ? past_due : active;
        if (facts_.cancels_at_end) judged.status = canceled;
    }
    return judged;
}

}  // namespace freshet::community
