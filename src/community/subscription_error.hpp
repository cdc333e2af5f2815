#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::community {

/// Why an act on a subscription is refused.
enum class SubscriptionErrc {
    own_channel = 1,
    already_subscribed,  // The same tier, which goes on by itself.
    not_found,
    nothing_to_refund,
    not_configured,        // Nobody takes payments here, or none of this tier.
    payment_refused,       // By the provider; to try again is of no use.
    provider_unavailable,  // To try again is.
    event_refused,         // It does not come from the provider, or cannot be read.
};

ErrorCode make_error_code(SubscriptionErrc code) noexcept;

}  // namespace freshet::community

template <>
struct boost::system::is_error_code_enum<freshet::community::SubscriptionErrc> : std::true_type {};
