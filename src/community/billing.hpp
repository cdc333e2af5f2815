#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::community {

enum class SubscriptionStatus : std::uint8_t {
    pending,  // Its payment has not been heard of yet.
    active,
    past_due,  // In force, but its renewal could not be paid so far.
    canceled,  // In force, until what was paid for is over.
    expired,
    refunded,
    disputed,  // The payer's bank has taken the money back.
};

/// What the payment provider makes of a subscription of its own. Of two that it says of the same
/// moment, the later one here is the newer.
enum class BillingStanding : std::uint8_t { unknown, incomplete, active, past_due, ended };

[[nodiscard]] std::string_view to_string(SubscriptionStatus status);
[[nodiscard]] std::optional<SubscriptionStatus> subscription_status_from(std::string_view text);
[[nodiscard]] std::string_view to_string(BillingStanding standing);
[[nodiscard]] std::optional<BillingStanding> billing_standing_from(std::string_view text);

/// News of a payment provider, in the words of none.
struct BillingEvent {
    enum class Kind : std::uint8_t {
        checkout_completed,
        checkout_expired,  // Nobody paid in time, or somebody declined.
        stands,            // `standing`, `cancels_at_end` and `period_end` as of `at`.
        paid,              // `payment`, for a time up to `period_end`.
        payment_failed,
        refunded,     // `payment`, wholly.
        disputed,     // `payment`.
        dispute_won,  // `payment`: the bank has given it back.
    };

    std::string id;  // The provider's, the same when it is told again.
    Kind kind = Kind::stands;
    WallTime at;  // When it happened, by the provider's clock.

    // Whose it is: our own id where the provider repeats it, else the provider's.
    std::optional<SubscriptionId> subscription{};
    std::string subscription_ref{};
    std::string customer_ref{};

    std::string payment{};
    std::optional<WallTime> period_end{};
    BillingStanding standing = BillingStanding::unknown;
    bool cancels_at_end = false;
};

/// One payment. It may be heard of first by its refund.
struct Payment {
    std::string ref;  // The provider's.
    std::optional<WallTime> period_end{};
    std::optional<WallTime> paid_at{};
    std::optional<WallTime> refunded_at{};
    std::optional<WallTime> disputed_at{};  // The newest: a payment may be disputed again.
    std::optional<WallTime> dispute_won_at{};

    bool operator==(const Payment&) const = default;
};

/// What a subscription comes to at one moment.
struct Judgement {
    SubscriptionStatus status = SubscriptionStatus::pending;
    std::optional<WallTime> started_at{};
    std::optional<WallTime> expires_at{};      // When what was paid for is over.
    std::optional<WallTime> in_force_until{};  // With the days of grace, while it is in force.

    [[nodiscard]] bool in_force() const { return in_force_until.has_value(); }

    bool operator==(const Judgement&) const = default;
};

/// All that has been heard of one subscription. Each event adds its fact, and facts are kept so
/// that the order in which they come makes no difference: providers send events twice, days late,
/// and the second before the first. What it all comes to is judged from the facts at any time.
class Billing {
public:
    /// What stands in the rows.
    struct Facts {
        WallTime created_at;
        std::optional<WallTime> completed_at{};
        std::optional<WallTime> abandoned_at{};
        std::optional<WallTime> replaced_at{};
        BillingStanding standing = BillingStanding::unknown;
        std::optional<WallTime> standing_at{};
        std::optional<WallTime> period_end{};  // As the standing says.
        bool cancels_at_end = false;
        std::optional<WallTime> failed_at{};  // The newest payment that failed.
        std::vector<Payment> payments{};

        bool operator==(const Facts&) const = default;
    };

    // For how long a renewal may be late, and a first period's end unknown.
    static constexpr std::chrono::hours grace{24};
    // For how long a checkout may be open.
    static constexpr std::chrono::hours checkout_life{24};

    Billing() = default;
    explicit Billing(Facts facts) : facts_(std::move(facts)) {}

    void hear(const BillingEvent& event);

    /// Its subscriber has said that it shall not be renewed, and the provider has agreed: what the
    /// provider says afterwards counts.
    void cancel_at_end() { facts_.cancels_at_end = true; }

    /// Another checkout has taken the place of this one.
    void abandon(WallTime at);

    /// Another subscription of the same two has come into force.
    void replace(WallTime at);

    [[nodiscard]] Judgement judge(WallTime now) const;

    /// The one to give back when the newest period is given back.
    [[nodiscard]] const Payment* newest_payment() const;

    [[nodiscard]] const Facts& facts() const { return facts_; }

    bool operator==(const Billing&) const = default;

private:
    Payment& payment(const std::string& ref);
    void hear_standing(const BillingEvent& event);
    [[nodiscard]] bool is_past_due() const;
    [[nodiscard]] std::optional<WallTime> started_at() const;
    [[nodiscard]] std::optional<WallTime> expires_at() const;

    Facts facts_;
};

}  // namespace freshet::community
