#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/page.hpp"
#include "community/billing.hpp"
#include "community/entitlements.hpp"

namespace freshet::community {

enum class PaymentMethod : std::uint8_t { card, paypal };

[[nodiscard]] std::string_view to_string(PaymentMethod method);
[[nodiscard]] std::optional<PaymentMethod> payment_method_from(std::string_view text);

/// One of the two whom a subscription ties; the names are empty when the account is gone.
struct Party {
    UserId id;
    std::string username{};
    std::string display_name{};
    std::string avatar_url{};  // Empty: none.

    bool operator==(const Party&) const = default;
};

/// A viewer who pays a streamer by the month, or means to. What was paid outlives both accounts.
struct Subscription {
    SubscriptionId id;
    Party subscriber;
    Party streamer;
    Tier tier = Tier::basic;
    PaymentMethod method = PaymentMethod::card;
    std::string provider;  // Its name.
    // The provider's names, empty until it has given them.
    std::string checkout_ref{};
    std::string checkout_url{};
    std::string subscription_ref{};
    std::string customer_ref{};
    Billing billing{};

    bool operator==(const Subscription&) const = default;
};

/// Those who subscribe to one streamer now.
struct Subscribers {
    Paged<Subscription> page;
    std::array<std::uint64_t, 3> by_tier{};  // In the order of Tier.
};

}  // namespace freshet::community
