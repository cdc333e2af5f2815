#include "serve/api/subscription_routes.hpp"

#include "community/subscription_error.hpp"
#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using namespace std::chrono_literals;

/// Gives a checkout to everybody.
class FakeProvider final : public community::PaymentProvider {
public:
    std::string_view name() const override { return "fake"; }
    asio::awaitable<Result<community::Checkout>> begin_checkout(
        community::CheckoutOrder order) override {
        last = std::move(order);
        co_return community::Checkout{.ref = "ref", .url = "https://pay.example/1"};
    }
    asio::awaitable<Result<std::optional<community::BillingEvent>>> close_checkout(
        community::Subscription) override {
        co_return std::optional<community::BillingEvent>();
    }
    asio::awaitable<Result<void>> cancel_at_end(community::Subscription) override { return done(); }
    asio::awaitable<Result<void>> end(community::Subscription) override { return done(); }
    asio::awaitable<Result<void>> refund(community::Subscription, std::string) override {
        return done();
    }

    community::CheckoutOrder last;

private:
    static asio::awaitable<Result<void>> done() { co_return Result<void>(); }
};

struct Fake {
    FakeProvider provider;
    std::string body;
    std::string signature;
    std::optional<ErrorCode> refusal;

    asio::awaitable<Result<void>> take(std::string came, std::string signed_by) {
        body = std::move(came);
        signature = std::move(signed_by);
        if (refusal) co_return std::unexpected(*refusal);
        co_return Result<void>();
    }

    PaymentSeams seams() {
        return {.settle = {}, .stripe = [this](std::string came, std::string signed_by) {
                    return take(std::move(came), std::move(signed_by));
                }};
    }
};

class SubscriptionRoutesTest : private Fake, public testing::Rig {
protected:
    SubscriptionRoutesTest() : Rig({}, &provider, seams()) {}

    testing::Told wish(const std::string& token, const std::string& tier) {
        return post("/api/subscriptions",
                    R"({"streamerId":"ada","paymentMethod":"card","tier":")" + tier + R"("})",
                    token);
    }

    /// One that is paid for; its id.
    std::string subscribe(const std::string& token, const std::string& tier) {
        const auto told = wish(token, tier);
        EXPECT_EQ(told.status, 202u);
        const auto id = told.text("/id");
        community::BillingEvent paid{.id = "event of " + id,
                                     .kind = community::BillingEvent::Kind::paid,
                                     .at = wall_,
                                     .subscription = SubscriptionId::parse(id),
                                     .payment = "payment of " + id,
                                     .period_end = wall_ + 24h * 30};
        EXPECT_TRUE(run(subscriptions().hear(std::move(paid))));
        return id;
    }

    testing::Told remove(const std::string& target, const std::string& token) {
        return send({.method = http::Method::delete_, .target = target, .token = token});
    }

    using Fake::body;
    using Fake::provider;
    using Fake::refusal;
    using Fake::signature;
};

TEST_F(SubscriptionRoutesTest, a_wish_leads_to_the_page_on_which_to_pay_and_back) {
    sign_up("Ada");
    const auto eve = sign_up("eve");

    const auto told = wish(eve, "pro");

    ASSERT_EQ(told.status, 202u);
    EXPECT_EQ(told.text("/status"), "pending");
    EXPECT_EQ(told.text("/checkoutUrl"), "https://pay.example/1");
    EXPECT_EQ(provider.last.email, "eve@example.org");
    EXPECT_EQ(provider.last.success_url, "http://tv.example/@ada?subscription=success");
    EXPECT_EQ(provider.last.cancel_url, "http://tv.example/@ada?subscription=canceled");
}

TEST_F(SubscriptionRoutesTest, nobody_subscribes_to_oneself_to_nobody_or_twice) {
    const auto ada = sign_up("ada");
    const auto eve = sign_up("eve");
    subscribe(eve, "pro");

    EXPECT_EQ(wish(ada, "pro").text("/code"), "own_channel");
    EXPECT_EQ(wish(eve, "pro").text("/code"), "already_subscribed");
    EXPECT_EQ(wish(eve, "premium").status, 202u);
    EXPECT_EQ(wish(eve, "gold").failing_fields(), std::set<std::string>{"tier"});
    EXPECT_EQ(wish({}, "pro").status, 401u);
    change("UPDATE users SET is_active = 0 WHERE username = 'ada'");
    EXPECT_EQ(wish(eve, "pro").status, 404u);
}

TEST_F(SubscriptionRoutesTest, a_list_is_for_who_subscribes) {
    sign_up("ada");
    const auto eve = sign_up("eve");
    const auto joe = sign_up("joe");
    const auto id = subscribe(eve, "pro");

    const auto told = get("/api/subscriptions/me", eve);
    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/0/id"), id);
    EXPECT_EQ(told.text("/0/status"), "active");
    EXPECT_EQ(told.text("/0/streamer/username"), "ada");
    EXPECT_EQ(told.text("/0/expiresAt"), "2026-03-02T12:00:00.000Z");
    EXPECT_EQ(get("/api/subscriptions/eve", joe).status, 403u);
    EXPECT_EQ(get("/api/subscriptions/nobody", joe).status, 404u);
    set_role("joe", accounts::Role::admin);
    wall_ += 2s;
    EXPECT_EQ(get("/api/subscriptions/eve", joe).body, told.body);
}

TEST_F(SubscriptionRoutesTest, a_streamer_sees_who_subscribes) {
    const auto ada = sign_up("ada");
    const auto eve = sign_up("eve");
    subscribe(eve, "pro");

    const auto told = get("/api/subscriptions/streamer/ada", ada);
    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/data/0/user/username"), "eve");
    EXPECT_EQ(told.at("/totals/pro"), 1);
    EXPECT_EQ(told.at("/totals/basic"), 0);
    EXPECT_EQ(told.at("/meta/total"), 1);
    EXPECT_EQ(get("/api/subscriptions/streamer/ada", eve).status, 403u);
}

TEST_F(SubscriptionRoutesTest, who_cancels_has_the_benefits_until_the_end) {
    sign_up("ada");
    const auto eve = sign_up("eve");
    const auto joe = sign_up("joe");
    const auto id = subscribe(eve, "pro");

    EXPECT_EQ(remove("/api/subscriptions/" + id, joe).status, 404u);
    EXPECT_EQ(remove("/api/subscriptions/no-id", eve).status, 404u);
    EXPECT_EQ(remove("/api/subscriptions/" + id, eve).text("/status"), "canceled");
    const auto before = get("/api/channels/ada/entitlements", eve);
    EXPECT_EQ(before.text("/tier"), "pro");
    EXPECT_EQ(before.at("/benefits/badge"), true);
    EXPECT_EQ(before.at("/benefits/priority"), false);
    change("UPDATE subscriptions SET in_force_until = 0");
    EXPECT_TRUE(get("/api/channels/ada/entitlements", eve).at("/tier").is_null());
    EXPECT_EQ(get("/api/channels/nobody/entitlements", eve).status, 404u);
}

TEST_F(SubscriptionRoutesTest, a_refund_is_for_admins) {
    sign_up("ada");
    const auto eve = sign_up("eve");
    const auto root = sign_up("root_user");
    set_role("root_user", accounts::Role::admin);
    const auto id = subscribe(eve, "pro");
    const auto path = "/api/admin/subscriptions/" + id + "/refund";

    EXPECT_EQ(post(path, {}, eve).status, 403u);
    EXPECT_EQ(post(path, {}, root).text("/status"), "refunded");
    const auto noted = run(audit().list({.action = "subscription.refunded"}, {})).items;
    ASSERT_EQ(noted.size(), 1u);
    EXPECT_EQ(noted[0].entry.target, id);
    EXPECT_EQ(post("/api/admin/subscriptions/no-id/refund", {}, root).status, 404u);
}

TEST_F(SubscriptionRoutesTest, a_webhook_is_handed_on_as_it_came) {
    const auto send_it = [this] {
        return send({.method = http::Method::post,
                     .target = "/api/webhooks/stripe",
                     .body = " {\"id\" : 1}\n",
                     .headers = {{"Stripe-Signature", "t=1,v1=2"}, {"Content-Type", "x/y"}}});
    };

    EXPECT_EQ(send_it().status, 200u);
    EXPECT_EQ(body, " {\"id\" : 1}\n");
    EXPECT_EQ(signature, "t=1,v1=2");
    refusal = ErrorCode(community::SubscriptionErrc::event_refused);
    EXPECT_EQ(send_it().status, 400u);
    refusal = ErrorCode(community::SubscriptionErrc::provider_unavailable);
    EXPECT_EQ(send_it().status, 503u);
}

TEST_F(SubscriptionRoutesTest, payments_are_only_played_where_the_setting_says_so) {
    const auto eve = sign_up("eve");

    const auto told = post("/api/subscriptions/development/1", R"({"action":"pay"})", eve);

    EXPECT_EQ(told.status, 501u);
    EXPECT_EQ(told.text("/code"), "payments_not_configured");
}

}  // namespace

}  // namespace freshet::api
