#pragma once

#include <functional>
#include <string>
#include <vector>

#include "accounts/accounts.hpp"
#include "channels/channels.hpp"
#include "community/entitlements.hpp"
#include "community/subscriptions.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/public_urls.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/subscription_views.hpp"
#include "site/audit.hpp"

namespace freshet::api {

struct SubscribeRequest {
    std::string streamer_id;
    community::Tier tier = community::Tier::basic;
    community::PaymentMethod payment_method = community::PaymentMethod::card;

    static constexpr json::Rule rules[] = {
        {.field = "streamerId",
         .about = "A user's id or username.",
         .example = "ada",
         .length_min = 1,
         .length_max = 100},
        {.field = "tier", .example = "pro"},
        {.field = "paymentMethod", .example = "card"},
    };
};
BOOST_DESCRIBE_STRUCT(SubscribeRequest, (), (streamer_id, tier, payment_method))

struct SubscribersRequest {
    std::string id;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "id",
         .about = "A user's id or username, or `me`.",
         .length_min = 1,
         .length_max = 100},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(SubscribersRequest, (), (id, page, limit))

enum class PaymentAction : std::uint8_t { pay, decline };
BOOST_DESCRIBE_ENUM(PaymentAction, pay, decline)

struct DevelopmentPaymentRequest {
    std::string session;
    PaymentAction action = PaymentAction::pay;

    static constexpr json::Rule rules[] = {
        {.field = "session", .length_min = 1, .length_max = 100},
        {.field = "action", .example = "pay"},
    };
};
BOOST_DESCRIBE_STRUCT(DevelopmentPaymentRequest, (), (session, action))

/// What payments need of the API beside their domain: implemented by the provider in force, and
/// empty where that has no such thing.
struct PaymentSeams {
    /// Somebody says how a checkout of the development provider went.
    std::function<asio::awaitable<Result<community::Subscription>>(UserId subscriber,
                                                                   std::string session, bool pays)>
        settle{};

    /// A webhook of Stripe's: its body, and its Stripe-Signature.
    std::function<asio::awaitable<Result<void>>(std::string body, std::string signature)> stripe{};
};

/// Paid subscriptions, and what they entitle to. Used by all io threads at once; what it refers to
/// outlives it.
class SubscriptionRoutes {
public:
    struct Parts {
        accounts::Accounts& accounts;
        channels::Channels& channels;
        community::Subscriptions& subscriptions;
        community::EntitlementRepository& entitlements;
        site::Audit& audit;
        const PublicUrls& urls;
        std::string client_url;  // Where the web app is, when it is elsewhere.
        PaymentSeams seams;
    };

    explicit SubscriptionRoutes(Parts parts) : parts_(std::move(parts)) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, SubscriptionRoutes* self);

private:
    asio::awaitable<Reply<PendingSubscriptionView>> subscribe(Call call, SubscribeRequest input);
    asio::awaitable<Reply<std::vector<SubscriptionView>>> list(Call call, ById input);
    asio::awaitable<Reply<SubscriptionView>> cancel(Call call, ById input);
    asio::awaitable<Reply<SubscribersView>> subscribers(Call call, SubscribersRequest input);
    asio::awaitable<Reply<SubscriptionView>> settle(Call call, DevelopmentPaymentRequest input);
    asio::awaitable<Reply<SubscriptionView>> refund(Call call, ById input);
    asio::awaitable<Reply<EntitlementsView>> entitlements(Call call, ById input);
    asio::awaitable<Reply<Message>> stripe_webhook(Call call, Nothing);

    static void describe_payments(Table& table, SubscriptionRoutes* self);

    /// The user, if the caller is that user or an admin.
    asio::awaitable<Result<accounts::User>> own(Call call, std::string id) const;
    [[nodiscard]] PartyView view(const Call& call, const community::Party& party) const;
    [[nodiscard]] SubscriptionView view(const Call& call, const community::Subscription& row) const;
    [[nodiscard]] std::string back_to(const Call& call, const accounts::User& streamer,
                                      std::string_view outcome) const;

    Parts parts_;
};

}  // namespace freshet::api
