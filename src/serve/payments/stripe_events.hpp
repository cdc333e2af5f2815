#pragma once

#include <optional>

#include "community/billing.hpp"
#include "wire/stripe/event_reader.hpp"

namespace freshet::payments {

/// What an event of Stripe's means for a subscription of ours; nothing: not a thing.
[[nodiscard]] std::optional<community::BillingEvent> billing_event_of(const stripe::Event& event);

}  // namespace freshet::payments
