#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace freshet::stripe {

/// The key in the metadata of Stripe's objects under which our own id stands.
inline constexpr std::string_view metadata_key = "freshet_subscription";

/// The events that mean something to us; all others are `other`.
enum class EventType : std::uint8_t {
    other,
    checkout_completed,    // checkout.session.completed
    checkout_expired,      // checkout.session.expired
    subscription_changed,  // customer.subscription.created, .updated
    subscription_deleted,  // customer.subscription.deleted
    invoice_paid,          // invoice.paid
    invoice_failed,        // invoice.payment_failed
    charge_refunded,       // charge.refunded
    dispute_created,       // charge.dispute.created
    dispute_closed,        // charge.dispute.closed
};

/// A subscription's `status`, as far as it makes a difference to us.
enum class SubscriptionState : std::uint8_t { unknown, incomplete, active, past_due, over };

/// What one event says, flat: of its object only what its type has is filled in.
struct Event {
    std::string id;
    EventType type = EventType::other;
    std::string type_name;
    std::chrono::sys_seconds created{};

    std::string own_id{};  // What we gave it in metadata or as client_reference_id.
    std::string subscription{};
    std::string customer{};
    std::string invoice{};
    std::string payment_intent{};
    std::optional<std::chrono::sys_seconds> period_end{};
    SubscriptionState state = SubscriptionState::unknown;
    bool cancels_at_end = false;
    bool is_paid = false;      // A checkout.
    bool is_refunded = false;  // A charge, wholly.
    bool is_won = false;       // A dispute: the money stays with us.
};

inline constexpr std::size_t event_bytes_max = std::size_t{1024} * 1024;

/// Reads the body of a webhook. Stripe writes it in the version of its API that the endpoint was
/// made with, and not in the one that we ask for: an invoice names its subscription, a subscription
/// its period, and a charge its invoice either where they stand since 2025-03-31 or where they
/// stood before.
[[nodiscard]] Result<Event> read_event(std::string_view body);

/// The subscription and the invoice behind a payment: the answer of /v1/invoice_payments, with
/// `data.invoice` expanded, put into an event that names no more than the payment.
[[nodiscard]] Result<void> read_invoice_of_payment(std::string_view body, Event& event);

/// The `id` and, where it has one, the `url` of an object.
struct Named {
    std::string id;
    std::string url{};
};
[[nodiscard]] Result<Named> read_object(std::string_view body);

/// What became of a checkout.
struct Session {
    bool is_expired = false;
    bool is_paid = false;
    std::string subscription{};  // Of one that is paid.
    std::string customer{};
};
[[nodiscard]] Result<Session> read_session(std::string_view body);

/// The payment intent that paid an invoice: an answer of /v1/invoice_payments; empty when none did.
[[nodiscard]] Result<std::string> read_payment_intent(std::string_view body);

/// What an error of the API says, for a log and for what follows.
struct Refusal {
    std::string type{};
    std::string code{};
    std::string param{};
    std::string message{};
};
[[nodiscard]] Refusal read_refusal(std::string_view body);

}  // namespace freshet::stripe
