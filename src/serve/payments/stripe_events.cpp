#include "serve/payments/stripe_events.hpp"

namespace freshet::payments {

using community::BillingEvent;
using community::BillingStanding;
using Kind = BillingEvent::Kind;

namespace {

BillingStanding standing_of(const stripe::Event& event) {
    using enum stripe::SubscriptionState;
    if (event.type == stripe::EventType::subscription_deleted) return BillingStanding::ended;
    switch (event.state) {
        case unknown: return BillingStanding::unknown;
        case incomplete: return BillingStanding::incomplete;
        case active: return BillingStanding::active;
        case past_due: return BillingStanding::past_due;
        case over: return BillingStanding::ended;
    }
    return BillingStanding::unknown;
}

std::optional<Kind> kind_of(const stripe::Event& event) {
    using enum stripe::EventType;
    switch (event.type) {
        case other: return std::nullopt;
        case checkout_completed:
            if (!event.is_paid) return std::nullopt;
            return Kind::checkout_completed;
        case checkout_expired: return Kind::checkout_expired;
        case subscription_changed:
        case subscription_deleted: return Kind::stands;
        case invoice_paid: return Kind::paid;
        case invoice_failed: return Kind::payment_failed;
        case charge_refunded:
            if (!event.is_refunded) return std::nullopt;
            return Kind::refunded;
        case dispute_created: return Kind::disputed;
        case dispute_closed:
            if (!event.is_won) return std::nullopt;
            return Kind::dispute_won;
    }
    return std::nullopt;
}

bool is_about_a_payment(Kind kind) {
    return kind == Kind::paid || kind == Kind::refunded || kind == Kind::disputed ||
           kind == Kind::dispute_won;
}

}  // namespace

std::optional<BillingEvent> billing_event_of(const stripe::Event& event) {
    const auto kind = kind_of(event);
    if (!kind || (is_about_a_payment(*kind) && event.invoice.empty())) return std::nullopt;
    BillingEvent news{.id = event.id,
                      .kind = *kind,
                      .at = event.created,
                      .subscription = SubscriptionId::parse(event.own_id),
                      .subscription_ref = event.subscription,
                      .customer_ref = event.customer,
                      .payment = is_about_a_payment(*kind) ? event.invoice : std::string(),
                      .standing = standing_of(event),
                      .cancels_at_end = event.cancels_at_end};
    if (event.period_end) news.period_end = *event.period_end;
    return news;
}

}  // namespace freshet::payments
