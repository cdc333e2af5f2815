#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "community/subscription.hpp"
#include "serve/api/views.hpp"

namespace freshet::community {
BOOST_DESCRIBE_ENUM(Tier, basic, pro, premium)
BOOST_DESCRIBE_ENUM(PaymentMethod, card, paypal)
BOOST_DESCRIBE_ENUM(SubscriptionStatus, pending, active, past_due, canceled, expired, refunded,
                    disputed)
}  // namespace freshet::community

namespace freshet::api {

/// One of the two whom a subscription ties.
struct PartyView {
    UserId id;
    std::string username;
    std::string display_name;
    std::optional<std::string> avatar_url;

    static constexpr json::Rule rules[] = {
        {.field = "username", .about = "Empty when the account is gone.", .example = "ada"},
        {.field = "displayName", .example = "Ada"},
        {.field = "avatarUrl", .format = "uri"},
    };
};
BOOST_DESCRIBE_STRUCT(PartyView, (), (id, username, display_name, avatar_url))

struct SubscriptionView {
    SubscriptionId id;
    UserId user_id;
    UserId streamer_id;
    PartyView streamer;
    community::Tier tier = community::Tier::basic;
    community::SubscriptionStatus status = community::SubscriptionStatus::pending;
    std::optional<WallTime> started_at;
    std::optional<WallTime> expires_at;
    WallTime created_at;

    static constexpr json::Rule rules[] = {
        {.field = "tier", .example = "pro"},
        {.field = "status",
         .about = "In force while `active`, `past_due` (a renewal could not be paid so far) or "
                  "`canceled` (not renewed).",
         .example = "active"},
        {.field = "expiresAt", .about = "When what was paid for is over."},
    };
};
BOOST_DESCRIBE_STRUCT(SubscriptionView, (),
                      (id, user_id, streamer_id, streamer, tier, status, started_at, expires_at,
                       created_at))

struct PendingSubscriptionView {
    SubscriptionId id;
    community::SubscriptionStatus status = community::SubscriptionStatus::pending;
    std::string checkout_url;

    static constexpr json::Rule rules[] = {
        {.field = "status", .example = "pending"},
        {.field = "checkoutUrl",
         .about = "Where to pay. The subscription is active once the payment has been heard of.",
         .example = "https://checkout.stripe.com/c/pay/cs_live_a1b2c3",
         .format = "uri-reference"},
    };
};
BOOST_DESCRIBE_STRUCT(PendingSubscriptionView, (), (id, status, checkout_url))

/// A subscription as the streamer sees it.
struct SubscriberView {
    SubscriptionId id;
    PartyView user;
    community::Tier tier = community::Tier::basic;
    community::SubscriptionStatus status = community::SubscriptionStatus::active;
    std::optional<WallTime> started_at;
    std::optional<WallTime> expires_at;
    WallTime created_at;

    static constexpr json::Rule rules[] = {
        {.field = "tier", .example = "pro"},
        {.field = "status", .example = "active"},
    };
};
BOOST_DESCRIBE_STRUCT(SubscriberView, (),
                      (id, user, tier, status, started_at, expires_at, created_at))

struct TierTotalsView {
    std::uint64_t basic = 0;
    std::uint64_t pro = 0;
    std::uint64_t premium = 0;
};
BOOST_DESCRIBE_STRUCT(TierTotalsView, (), (basic, pro, premium))

struct SubscribersView {
    std::vector<SubscriberView> data;
    TierTotalsView totals;
    Meta meta;

    static constexpr json::Rule rules[] = {
        {.field = "totals", .about = "Of the whole list, by tier."},
    };
};
BOOST_DESCRIBE_STRUCT(SubscribersView, (), (data, totals, meta))

struct BenefitsView {
    bool no_ads = false;
    bool no_slow_mode = false;
    bool exclusive_emotes = false;
    bool badge = false;
    bool priority = false;
    bool exclusive_content = false;

    static constexpr json::Rule rules[] = {
        {.field = "noSlowMode", .about = "Nor followers-only mode."},
    };
};
BOOST_DESCRIBE_STRUCT(BenefitsView, (),
                      (no_ads, no_slow_mode, exclusive_emotes, badge, priority, exclusive_content))

struct EntitlementsView {
    bool is_owner = false;
    bool follows = false;
    std::optional<WallTime> following_since;
    std::optional<community::Tier> tier;
    std::optional<WallTime> tier_ends_at;
    BenefitsView benefits;

    static constexpr json::Rule rules[] = {
        {.field = "isOwner", .about = "Of the channel; has all benefits."},
        {.field = "tier", .about = "Of the subscription that is in force.", .example = "pro"},
    };
};
BOOST_DESCRIBE_STRUCT(EntitlementsView, (),
                      (is_owner, follows, following_since, tier, tier_ends_at, benefits))

}  // namespace freshet::api
