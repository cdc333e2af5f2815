#include "serve/api/subscription_routes.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/names.hpp"
#include "channels/error.hpp"
#include "community/subscription_error.hpp"
#include "serve/api/access.hpp"
#include "serve/api/audited.hpp"
#include "serve/api/presenter.hpp"

namespace freshet::api {

using Subscriptions = community::SubscriptionErrc;
using community::Subscription;

namespace {

EntitlementsView view_of(const community::Entitlements& found) {
    return {.is_owner = found.is_owner,
            .follows = found.follows(),
            .following_since = found.following_since,
            .tier = found.tier,
            .tier_ends_at = found.tier_ends_at,
            .benefits = {.no_ads = found.has_no_ads(),
                         .no_slow_mode = found.is_exempt_from_slow_mode(),
                         .exclusive_emotes = found.has_exclusive_emotes(),
                         .badge = found.has_badge(),
                         .priority = found.has_priority(),
                         .exclusive_content = found.sees_exclusive_content()}};
}

}  // namespace

void SubscriptionRoutes::describe(Table& table, SubscriptionRoutes* self) {
    table.add({.method = http::Method::post,
               .path = "/api/subscriptions",
               .id = "subscribe",
               .tag = "Subscriptions",
               .summary = "Begin to subscribe; another tier replaces the one in force once paid",
               .scope = Scope::user,
               .success = 202,
               .reasons = {Errc::not_found, Subscriptions::own_channel,
                           Subscriptions::already_subscribed, Subscriptions::not_configured,
                           Subscriptions::payment_refused, Subscriptions::provider_unavailable}},
              self, &SubscriptionRoutes::subscribe);
    table.add({.path = "/api/subscriptions/:id",
               .id = "listSubscriptionsOfUser",
               .tag = "Subscriptions",
               .summary = "What a user (id, username or `me`) subscribes to, the newest first",
               .scope = Scope::user,
               .reasons = {Errc::not_found, Errc::forbidden}},
              self, &SubscriptionRoutes::list);
    table.add(
        {.method = http::Method::delete_,
         .path = "/api/subscriptions/:id",
         .id = "cancelSubscription",
         .tag = "Subscriptions",
         .summary =
             "Do not renew a subscription: what was paid for goes on, and nothing else begins",
         .scope = Scope::user,
         .reasons = {Subscriptions::not_found, Subscriptions::not_configured,
                     Subscriptions::payment_refused, Subscriptions::provider_unavailable}},
        self, &SubscriptionRoutes::cancel);
    table.add({.path = "/api/subscriptions/streamer/:id",
               .id = "listSubscribers",
               .tag = "Subscriptions",
               .summary = "Who subscribes to a streamer now, for that streamer",
               .scope = Scope::user,
               .reasons = {Errc::not_found, Errc::forbidden}},
              self, &SubscriptionRoutes::subscribers);
    table.add({.path = "/api/channels/:id/entitlements",
               .id = "getEntitlements",
               .tag = "Channels",
               .summary = "What the caller may in a channel",
               .scope = Scope::user,
               .reasons = {channels::Errc::channel_not_found}},
              self, &SubscriptionRoutes::entitlements);
    describe_payments(table, self);
}

void SubscriptionRoutes::describe_payments(Table& table, SubscriptionRoutes* self) {
    table.add({.method = http::Method::post,
               .path = "/api/subscriptions/development/:session",
               .id = "settleDevelopmentPayment",
               .tag = "Subscriptions",
               .summary = "Pay or decline, where payments are only played",
               .scope = Scope::user,
               .reasons = {Subscriptions::not_found, Subscriptions::not_configured}},
              self, &SubscriptionRoutes::settle);
    table.add({.method = http::Method::post,
               .path = "/api/admin/subscriptions/:id/refund",
               .id = "refundSubscription",
               .tag = "Admin",
               .summary = "Give the newest payment back, and end the subscription",
               .scope = Scope::admin,
               .reasons = {Subscriptions::not_found, Subscriptions::nothing_to_refund,
                           Subscriptions::not_configured, Subscriptions::payment_refused,
                           Subscriptions::provider_unavailable}},
              self, &SubscriptionRoutes::refund);
    table.add({.method = http::Method::post,
               .path = "/api/webhooks/stripe",
               .id = "stripeWebhook",
               .tag = "Webhooks",
               .summary = "Where Stripe tells of payments, signed by Stripe-Signature",
               .scope = Scope::anyone,
               .reasons = {Subscriptions::event_refused, Subscriptions::not_configured,
                           Subscriptions::provider_unavailable},
               .rate_limit = RateLimit::none,
               .body_bytes_max = std::size_t{1024} * 1024,
               .upload_types = {"application/json"},
               .signature_field = "Stripe-Signature"},
              self, &SubscriptionRoutes::stripe_webhook);
}

PartyView SubscriptionRoutes::view(const Call& call, const community::Party& party) const {
    return {.id = party.id,
            .username = party.username,
            .display_name = party.display_name,
            .avatar_url = parts_.urls.absolute(call, party.avatar_url)};
}

SubscriptionView SubscriptionRoutes::view(const Call& call, const Subscription& row) const {
    const auto judged = parts_.subscriptions.judge(row);
    return {.id = row.id,
            .user_id = row.subscriber.id,
            .streamer_id = row.streamer.id,
            .streamer = view(call, row.streamer),
            .tier = row.tier,
            .status = judged.status,
            .started_at = judged.started_at,
            .expires_at = judged.expires_at,
            .created_at = row.billing.facts().created_at};
}

/// The page of the streamer, whose default channel has the username as its handle.
std::string SubscriptionRoutes::back_to(const Call& call, const accounts::User& streamer,
                                        std::string_view outcome) const {
    const auto base = parts_.client_url.empty() ? parts_.urls.http_base(call) : parts_.client_url;
    return fmt::format("{}/@{}?subscription={}", base, to_lower_ascii(streamer.username), outcome);
}

asio::awaitable<Reply<PendingSubscriptionView>> SubscriptionRoutes::subscribe(
    Call call, SubscribeRequest input) {
    const auto streamer = co_await parts_.accounts.find(std::move(input.streamer_id));
    if (!streamer || !streamer->is_active) co_return fail(Errc::not_found);
    const auto subscriber = co_await parts_.accounts.find(call.who().user);
    if (!subscriber) co_return fail(Errc::unauthenticated);

    community::SubscriptionWish wish{.subscriber = subscriber->id,
                                     .email = subscriber->email,
                                     .streamer = streamer->id,
                                     .tier = input.tier,
                                     .method = input.payment_method,
                                     .success_url = back_to(call, *streamer, "success"),
                                     .cancel_url = back_to(call, *streamer, "canceled")};
    const auto row = co_await parts_.subscriptions.begin(std::move(wish));
    if (!row) co_return std::unexpected(row.error());
    Reply<PendingSubscriptionView> reply(
        PendingSubscriptionView{.id = row->id, .checkout_url = row->checkout_url});
    reply.status = 202;
    co_return reply;
}

asio::awaitable<Result<accounts::User>> SubscriptionRoutes::own(Call call, std::string id) const {
    auto name = Access::whom(call, std::move(id));
    if (!name) co_return std::unexpected(name.error());
    const auto user = co_await parts_.accounts.find(*std::move(name));
    if (!user) co_return fail(Errc::not_found);
    const bool may = call.is(user->id) || call.who().role == accounts::Role::admin;
    if (!may) co_return fail(Errc::forbidden);
    co_return *user;
}

asio::awaitable<Reply<std::vector<SubscriptionView>>> SubscriptionRoutes::list(Call call,
                                                                               ById input) {
    const auto user = co_await own(call, std::move(input.id));
    if (!user) co_return std::unexpected(user.error());
    const auto rows = co_await parts_.subscriptions.of_subscriber(user->id);
    std::vector<SubscriptionView> views;
    views.reserve(rows.size());
    for (const auto& row : rows) views.push_back(view(call, row));
    co_return views;
}

asio::awaitable<Reply<SubscriptionView>> SubscriptionRoutes::cancel(Call call, ById input) {
    const auto id = SubscriptionId::parse(input.id);
    if (!id) co_return fail(Subscriptions::not_found);
    const auto row = co_await parts_.subscriptions.cancel(*id, call.who().user);
    if (!row) co_return std::unexpected(row.error());
    co_return view(call, *row);
}

asio::awaitable<Reply<SubscribersView>> SubscriptionRoutes::subscribers(Call call,
                                                                        SubscribersRequest input) {
    const auto streamer = co_await own(call, std::move(input.id));
    if (!streamer) co_return std::unexpected(streamer.error());
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    const auto found = co_await parts_.subscriptions.of_streamer(streamer->id, page);
    const auto& [basic, pro, premium] = found.by_tier;
    SubscribersView views{.data = {},
                          .totals = {.basic = basic, .pro = pro, .premium = premium},
                          .meta = meta_of(page, found.page.total)};
    for (const auto& row : found.page.items) {
        const auto judged = parts_.subscriptions.judge(row);
        views.data.push_back({.id = row.id,
                              .user = view(call, row.subscriber),
                              .tier = row.tier,
                              .status = judged.status,
                              .started_at = judged.started_at,
                              .expires_at = judged.expires_at,
                              .created_at = row.billing.facts().created_at});
    }
    co_return views;
}

asio::awaitable<Reply<SubscriptionView>> SubscriptionRoutes::settle(
    Call call, DevelopmentPaymentRequest input) {
    if (!parts_.seams.settle) co_return fail(Subscriptions::not_configured);
    const bool pays = input.action == PaymentAction::pay;
    const auto row = co_await parts_.seams.settle(call.who().user, std::move(input.session), pays);
    if (!row) co_return std::unexpected(row.error());
    co_return view(call, *row);
}

asio::awaitable<Reply<SubscriptionView>> SubscriptionRoutes::refund(Call call, ById input) {
    const auto id = SubscriptionId::parse(input.id);
    if (!id) co_return fail(Subscriptions::not_found);
    const auto row = co_await parts_.subscriptions.refund(*id);
    if (!row) co_return std::unexpected(row.error());
    co_await parts_.audit.record(audited(call, "subscription.refunded", to_string(*id)));
    co_return view(call, *row);
}

asio::awaitable<Reply<EntitlementsView>> SubscriptionRoutes::entitlements(Call call, ById input) {
    const auto channel = co_await parts_.channels.find(std::move(input.id));
    if (!channel) co_return fail(channels::Errc::channel_not_found);
    const auto found = co_await parts_.entitlements.entitlements(call.who().user, channel->id);
    co_return view_of(found);
}

asio::awaitable<Reply<Message>> SubscriptionRoutes::stripe_webhook(Call call, Nothing) {
    if (!parts_.seams.stripe) co_return fail(Subscriptions::not_configured);
    auto& [type, signature, body] = call.upload;
    const auto taken = co_await parts_.seams.stripe(std::move(body), std::move(signature));
    if (!taken) co_return std::unexpected(taken.error());
    co_return Message{"received"};
}

}  // namespace freshet::api
