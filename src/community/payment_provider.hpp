#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "base/result.hpp"
#include "community/subscription.hpp"

namespace freshet::community {

/// What a provider needs to know to ask somebody for money.
struct CheckoutOrder {
    Subscription subscription;
    std::string email;        // The subscriber's.
    std::string success_url;  // Where the browser goes afterwards.
    std::string cancel_url;
};

/// A page of the provider on which somebody pays.
struct Checkout {
    std::string ref;
    std::string url;
};

/// Who takes the money. What comes of it, it tells later and in its own time: see BillingEvent.
/// SubscriptionErrc::payment_refused, provider_unavailable, not_configured. Asked the same twice,
/// it does it once. From any thread.
class PaymentProvider {
public:
    virtual ~PaymentProvider() = default;

    [[nodiscard]] virtual std::string_view name() const = 0;

    virtual asio::awaitable<Result<Checkout>> begin_checkout(CheckoutOrder order) = 0;

    /// The page takes no money any more. Who has paid there before it closed is the news of it: a
    /// `checkout_completed`.
    virtual asio::awaitable<Result<std::optional<BillingEvent>>> close_checkout(
        Subscription subscription) = 0;

    /// The subscription is not renewed.
    virtual asio::awaitable<Result<void>> cancel_at_end(Subscription subscription) = 0;

    /// The subscription ends at once, and a checkout that is open closes.
    virtual asio::awaitable<Result<void>> end(Subscription subscription) = 0;

    /// Gives that payment back.
    virtual asio::awaitable<Result<void>> refund(Subscription subscription,
                                                 std::string payment) = 0;
};

}  // namespace freshet::community
