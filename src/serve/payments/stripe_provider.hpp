#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/secret_text.hpp"
#include "community/payment_provider.hpp"
#include "community/subscriptions.hpp"
#include "net/http_client.hpp"
#include "wire/stripe/event_reader.hpp"

namespace freshet::payments {

namespace asio = boost::asio;

/// Payments by Stripe: its Checkout takes the money, its webhooks tell of it. Used by all io
/// threads at once; the HTTP client outlives it. SubscriptionErrc, as PaymentProvider says.
class StripeProvider final : public community::PaymentProvider {
public:
    struct Config {
        std::string api_base = "https://api.stripe.com";  // STRIPE_API_BASE
        SecretText secret_key{};                          // STRIPE_SECRET_KEY
        SecretText webhook_secret{};                      // STRIPE_WEBHOOK_SECRET
        std::array<std::string, 3> prices{};              // STRIPE_PRICE_*, in the order of Tier.
    };

    StripeProvider(Config config, net::HttpClient& client, WallClock clock);

    [[nodiscard]] std::string_view name() const override { return "stripe"; }

    asio::awaitable<Result<community::Checkout>> begin_checkout(
        community::CheckoutOrder order) override;
    asio::awaitable<Result<std::optional<community::BillingEvent>>> close_checkout(
        community::Subscription subscription) override;
    asio::awaitable<Result<void>> cancel_at_end(community::Subscription subscription) override;
    asio::awaitable<Result<void>> end(community::Subscription subscription) override;
    asio::awaitable<Result<void>> refund(community::Subscription subscription,
                                         std::string payment) override;

    /// A webhook's body and its Stripe-Signature. What is authentic and none of our business is
    /// taken too: Stripe would send it again for days. SubscriptionErrc::event_refused, and
    /// provider_unavailable where more has to be asked than can be now.
    asio::awaitable<Result<void>> take(std::string body, std::string signature,
                                       community::Subscriptions& subscriptions);

private:
    struct Request {
        std::string_view method = "POST";
        std::string path{};
        std::string form{};
        std::string idempotency_key{};
    };
    static Request expiry_of(const community::Subscription& row);

    /// What the API answered, and why it refused.
    struct Answer {
        std::string body;
        stripe::Refusal refusal;
        bool refused = false;
    };

    asio::awaitable<Result<Answer>> ask(Request request);
    asio::awaitable<Result<Answer>> open_session(const community::CheckoutOrder& order,
                                                 std::string customer);
    asio::awaitable<Result<void>> find_invoice(stripe::Event& event);

    Config config_;
    net::HttpClient& client_;
    WallClock clock_;
};

}  // namespace freshet::payments
