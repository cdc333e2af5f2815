#pragma once

#include <chrono>
#include <string_view>

#include "base/result.hpp"

namespace freshet::stripe {

/// What came over the wire, and what it must be signed with.
struct SignedBody {
    std::string_view body;    // As it came, byte by byte.
    std::string_view header;  // Stripe-Signature.
    std::string_view secret;  // The endpoint's: "whsec_...".
};

/// How far a signature's time may be from ours, so that one that was overheard is good for little.
inline constexpr std::chrono::seconds signature_tolerance{300};

/// Whether it comes from who knows the secret (docs.stripe.com/webhooks#verify-manually): one of
/// the header's `v1` is the HMAC-SHA256 of "t.body", in hex. Takes the same time whichever digit is
/// wrong.
[[nodiscard]] Result<void> verify_signature(const SignedBody& message,
                                            std::chrono::sys_seconds now);

}  // namespace freshet::stripe
