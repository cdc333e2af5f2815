#include <algorithm>

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "community/subscriptions.hpp"
#include "store/sql/entitlements_repository.hpp"
#include "store/sql/outbox.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/subscriptions_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using community::BillingEvent;
using community::BillingStanding;
using community::PaymentMethod;
using community::Subscription;
using community::SubscriptionErrc;
using community::SubscriptionStatus;
using community::Tier;
using test::run;
using namespace std::chrono_literals;
using Kind = BillingEvent::Kind;

constexpr auto month = 30 * 24h;

/// Does what it is asked, and remembers it; or is away.
class FakeProvider final : public community::PaymentProvider {
public:
    std::string_view name() const override { return "fake"; }

    asio::awaitable<Result<community::Checkout>> begin_checkout(
        community::CheckoutOrder order) override {
        if (failure) co_return std::unexpected(*failure);
        orders.push_back(order);
        const auto ref = "checkout of " + to_string(order.subscription.id);
        co_return community::Checkout{.ref = ref, .url = "https://pay.example/" + ref};
    }
    asio::awaitable<Result<std::optional<BillingEvent>>> close_checkout(Subscription row) override {
        if (failure) co_return std::unexpected(*failure);
        closed.push_back(row.id);
        co_return paid_before_it_closed;
    }
    asio::awaitable<Result<void>> cancel_at_end(Subscription row) override {
        return note(canceled, row.id);
    }
    asio::awaitable<Result<void>> end(Subscription row) override { return note(ended, row.id); }
    asio::awaitable<Result<void>> refund(Subscription row, std::string) override {
        return note(refunded, row.id);
    }

    std::optional<ErrorCode> failure;
    std::vector<community::CheckoutOrder> orders;
    std::optional<BillingEvent> paid_before_it_closed;
    std::vector<SubscriptionId> closed;
    std::vector<SubscriptionId> canceled;
    std::vector<SubscriptionId> ended;
    std::vector<SubscriptionId> refunded;

private:
    asio::awaitable<Result<void>> note(std::vector<SubscriptionId>& list, SubscriptionId id) {
        if (failure) co_return std::unexpected(*failure);
        list.push_back(id);
        co_return Result<void>();
    }
};

/// What every SubscriptionRepository promises, seen through the class that uses it.
class SubscriptionsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    Result<Subscription> wish(Tier tier, PaymentMethod method = PaymentMethod::card) {
        return run(subscriptions_.begin({.subscriber = eve_.user,
                                         .email = "eve@example.org",
                                         .streamer = ada_.user,
                                         .tier = tier,
                                         .method = method,
                                         .success_url = "https://tv.example/yes",
                                         .cancel_url = "https://tv.example/no"}));
    }

    BillingEvent event(const Subscription& row, Kind kind) {
        return {.id = "event " + std::to_string(++events_made_),
                .kind = kind,
                .at = now_,
                .subscription = row.id,
                .subscription_ref = "sub of " + to_string(row.id)};
    }

    BillingEvent paid(const Subscription& row, std::string payment) {
        auto made = event(row, Kind::paid);
        made.payment = std::move(payment);
        made.period_end = now_ + month;
        return made;
    }

    bool hear(BillingEvent event) { return run(subscriptions_.hear(std::move(event))); }

    /// One that is paid for.
    Subscription subscribe(Tier tier) {
        auto row = wish(tier).value();
        EXPECT_TRUE(hear(paid(row, "payment of " + to_string(row.id))));
        return row;
    }

    Subscription find(const Subscription& row) { return run(rows_.find(row.id)).value(); }
    SubscriptionStatus status_of(const Subscription& row) {
        return subscriptions_.judge(find(row)).status;
    }
    std::optional<Tier> tier() {
        return run(entitlements_.entitlements(eve_.user, ada_.channel)).tier;
    }

    WallTime now_ = test::noon;
    int events_made_ = 0;
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    SubscriptionsRepository rows_{*opened_.database};
    EntitlementsRepository entitlements_{*opened_.database, [this] { return now_; }};
    FakeProvider provider_;
    EventBus bus_;
    std::vector<std::string> told_;
    EventBus::Listener listener_ = bus_.listen([this](const Event& event) {
        if (const auto* began = std::get_if<SubscriptionBegan>(&event)) {
            told_.push_back("began " + began->tier + " " + began->username);
        } else if (const auto* ended = std::get_if<SubscriptionEnded>(&event)) {
            told_.push_back("ended " + ended->tier);
        }
    });
    community::Subscriptions subscriptions_{rows_, &provider_, bus_, [this] { return now_; }};
};

TEST_P(SubscriptionsContract, one_that_is_paid_for_comes_into_force) {
    const auto row = wish(Tier::pro).value();
    EXPECT_EQ(status_of(row), SubscriptionStatus::pending);
    EXPECT_EQ(row.streamer.username, "ada");
    EXPECT_FALSE(tier().has_value());

    EXPECT_TRUE(hear(paid(row, "first")));

    EXPECT_EQ(status_of(row), SubscriptionStatus::active);
    EXPECT_EQ(tier(), Tier::pro);
    EXPECT_EQ(run(entitlements_.entitlements(eve_.user, ada_.channel)).tier_ends_at, now_ + month);
    EXPECT_EQ(told_, std::vector<std::string>{"began pro eve"});
}

TEST_P(SubscriptionsContract, an_event_has_its_effect_once) {
    const auto row = wish(Tier::pro).value();
    const auto news = paid(row, "first");

    EXPECT_TRUE(hear(news));
    auto again = news;
    again.period_end = now_ + 12 * month;
    EXPECT_TRUE(hear(again));

    EXPECT_EQ(subscriptions_.judge(find(row)).expires_at, now_ + month);
    EXPECT_EQ(told_.size(), 1u);
}

TEST_P(SubscriptionsContract, an_event_of_a_subscription_that_is_not_ours_is_not_taken) {
    const auto row = wish(Tier::pro).value();
    auto stranger = paid(row, "first");
    stranger.subscription = SubscriptionId::make();
    stranger.subscription_ref = "nobody's";
    EXPECT_FALSE(hear(stranger));

    EXPECT_TRUE(hear(paid(row, "first")));
    auto other = paid(row, "second");
    other.subscription_ref = "another one's";
    EXPECT_FALSE(hear(other));
    EXPECT_EQ(find(row).billing.facts().payments.size(), 1u);
}

TEST_P(SubscriptionsContract, later_events_are_known_by_the_provider_s_names) {
    const auto row = subscribe(Tier::basic);
    auto failed = event(row, Kind::payment_failed);
    failed.subscription.reset();
    failed.at = now_ + 1h;
    EXPECT_TRUE(hear(failed));
    EXPECT_EQ(status_of(row), SubscriptionStatus::past_due);

    auto refunded = event(row, Kind::refunded);
    refunded.subscription.reset();
    refunded.subscription_ref.clear();
    refunded.payment = "payment of " + to_string(row.id);
    EXPECT_TRUE(hear(refunded));
    EXPECT_EQ(status_of(row), SubscriptionStatus::refunded);
    EXPECT_FALSE(tier().has_value());
}

TEST_P(SubscriptionsContract, what_was_written_is_read_the_same) {
    const auto row = wish(Tier::premium, PaymentMethod::paypal).value();
    auto stands = event(row, Kind::stands);
    stands.standing = BillingStanding::past_due;
    stands.cancels_at_end = true;
    stands.period_end = now_ + 2 * month;
    stands.customer_ref = "customer";
    auto disputed = event(row, Kind::disputed);
    disputed.payment = "first";
    auto won = event(row, Kind::dispute_won);
    won.payment = "first";
    auto expected = find(row).billing;
    for (const auto& each :
         {stands, disputed, won, paid(row, "first"), event(row, Kind::checkout_completed),
          event(row, Kind::checkout_expired), event(row, Kind::payment_failed)}) {
        expected.hear(each);
        EXPECT_TRUE(hear(each));
    }

    const auto found = find(row);
    EXPECT_EQ(found.billing, expected);
    EXPECT_EQ(found.tier, Tier::premium);
    EXPECT_EQ(found.method, PaymentMethod::paypal);
    EXPECT_EQ(found.customer_ref, "customer");
    EXPECT_EQ(run(subscriptions_.find_by_checkout(row.checkout_ref)), found);
    EXPECT_FALSE(run(subscriptions_.find_by_checkout("")).has_value());
}

TEST_P(SubscriptionsContract, each_of_a_list_has_its_own_payments) {
    const auto eve = subscribe(Tier::basic);
    hear(paid(eve, "Z"));
    hear(paid(eve, "a"));
    eve_ = test::add_person(*opened_.database, "joe");
    const auto joe = wish(Tier::pro).value();
    hear(paid(joe, "of joe"));

    const auto list = run(subscriptions_.of_streamer(ada_.user, {}));

    ASSERT_EQ(list.page.items.size(), 2u);
    const auto refs = [&](const Subscription& row) {
        std::vector<std::string> found;
        for (const auto& payment : find(row).billing.facts().payments) found.push_back(payment.ref);
        return found;
    };
    for (const auto& row : list.page.items) EXPECT_EQ(row, find(row));
    EXPECT_EQ(refs(eve), (std::vector<std::string>{"Z", "a", "payment of " + to_string(eve.id)}));
    EXPECT_EQ(refs(joe), std::vector<std::string>{"of joe"});
}

TEST_P(SubscriptionsContract, nobody_pays_twice_for_the_same) {
    const auto first = wish(Tier::basic).value();
    const auto again = wish(Tier::basic).value();
    EXPECT_EQ(again.id, first.id);
    EXPECT_EQ(again.checkout_url, first.checkout_url);
    EXPECT_EQ(provider_.orders.size(), 1u);

    hear(paid(first, "first"));
    EXPECT_EQ(error_of(wish(Tier::basic)), SubscriptionErrc::already_subscribed);
}

TEST_P(SubscriptionsContract, another_wish_closes_the_checkout_that_is_open) {
    const auto basic = wish(Tier::basic).value();
    const auto pro = wish(Tier::pro).value();

    EXPECT_NE(pro.id, basic.id);
    EXPECT_EQ(status_of(basic), SubscriptionStatus::expired);
    run(subscriptions_.round());
    EXPECT_EQ(provider_.ended, std::vector{basic.id});
    run(subscriptions_.round());
    EXPECT_EQ(provider_.ended.size(), 1u);
}

TEST_P(SubscriptionsContract, another_tier_replaces_the_one_in_force_when_it_is_paid) {
    const auto basic = subscribe(Tier::basic);
    const auto premium = wish(Tier::premium).value();
    EXPECT_EQ(tier(), Tier::basic);

    hear(paid(premium, "second"));

    EXPECT_EQ(tier(), Tier::premium);
    EXPECT_EQ(status_of(basic), SubscriptionStatus::expired);
    EXPECT_EQ(told_,
              (std::vector<std::string>{"began basic eve", "ended basic", "began premium eve"}));
    run(subscriptions_.round());
    EXPECT_EQ(provider_.ended, std::vector{basic.id});
}

TEST_P(SubscriptionsContract, of_two_that_were_paid_the_newer_stays_whichever_is_heard_of_first) {
    const auto basic = wish(Tier::basic).value();
    const auto pro = wish(Tier::pro).value();

    hear(paid(pro, "of pro"));
    hear(paid(basic, "of basic"));

    EXPECT_EQ(tier(), Tier::pro);
    EXPECT_EQ(status_of(basic), SubscriptionStatus::expired);
    run(subscriptions_.round());
    EXPECT_EQ(provider_.ended, std::vector{basic.id});
}

TEST_P(SubscriptionsContract, what_was_replaced_and_is_paid_again_is_ended_again) {
    const auto basic = subscribe(Tier::basic);
    subscribe(Tier::pro);
    run(subscriptions_.round());
    hear(paid(basic, "a renewal"));
    run(subscriptions_.round());

    EXPECT_EQ(provider_.ended, (std::vector{basic.id, basic.id}));
    EXPECT_EQ(tier(), Tier::pro);
}

TEST_P(SubscriptionsContract, a_checkout_goes_on_after_an_outage_and_ends_after_a_refusal) {
    provider_.failure = ErrorCode(SubscriptionErrc::provider_unavailable);
    EXPECT_EQ(error_of(wish(Tier::basic)), SubscriptionErrc::provider_unavailable);
    const auto waiting = run(subscriptions_.of_subscriber(eve_.user));
    ASSERT_EQ(waiting.size(), 1u);
    provider_.failure = ErrorCode(SubscriptionErrc::payment_refused);
    EXPECT_EQ(error_of(wish(Tier::basic)), SubscriptionErrc::payment_refused);
    EXPECT_EQ(status_of(waiting[0]), SubscriptionStatus::expired);

    provider_.failure.reset();
    EXPECT_NE(wish(Tier::basic).value().id, waiting[0].id);
}

TEST_P(SubscriptionsContract, a_known_customer_is_known_again) {
    const auto first = wish(Tier::basic).value();
    auto news = paid(first, "first");
    news.customer_ref = "customer";
    hear(news);
    wish(Tier::pro).value();

    EXPECT_EQ(provider_.orders[0].subscription.customer_ref, "");
    EXPECT_EQ(provider_.orders[1].subscription.customer_ref, "customer");
}

TEST_P(SubscriptionsContract, who_cancels_keeps_what_was_paid_for) {
    const auto row = subscribe(Tier::pro);
    EXPECT_EQ(error_of(run(subscriptions_.cancel(row.id, ada_.user))), SubscriptionErrc::not_found);

    EXPECT_TRUE(run(subscriptions_.cancel(row.id, eve_.user)));
    EXPECT_TRUE(run(subscriptions_.cancel(row.id, eve_.user)));

    EXPECT_EQ(provider_.canceled, std::vector{row.id});
    EXPECT_EQ(status_of(row), SubscriptionStatus::canceled);
    EXPECT_EQ(tier(), Tier::pro);
    EXPECT_TRUE(wish(Tier::pro)) << "who thinks better of it may subscribe again";
    now_ += month;
    EXPECT_FALSE(tier().has_value());
    EXPECT_EQ(status_of(row), SubscriptionStatus::expired);
    run(subscriptions_.round());
    EXPECT_EQ(told_.back(), "ended pro");
    run(subscriptions_.round());
    EXPECT_EQ(std::ranges::count(told_, "ended pro"), 1);
}

TEST_P(SubscriptionsContract, who_cancels_before_the_payment_cannot_pay_any_more) {
    const auto row = wish(Tier::pro).value();
    EXPECT_EQ(error_of(run(subscriptions_.cancel(row.id, ada_.user))), SubscriptionErrc::not_found);
    EXPECT_TRUE(provider_.closed.empty());

    const auto canceled = run(subscriptions_.cancel(row.id, eve_.user)).value();
    EXPECT_TRUE(run(subscriptions_.cancel(row.id, eve_.user)));

    EXPECT_EQ(provider_.closed, std::vector{row.id});
    EXPECT_EQ(subscriptions_.judge(canceled).status, SubscriptionStatus::expired);
    EXPECT_TRUE(provider_.canceled.empty());
    EXPECT_NE(wish(Tier::pro).value().id, row.id) << "another wish is another checkout";
}

TEST_P(SubscriptionsContract, a_page_that_does_not_close_leaves_the_checkout_as_it_is) {
    const auto row = wish(Tier::pro).value();
    provider_.failure = ErrorCode(SubscriptionErrc::provider_unavailable);

    EXPECT_EQ(error_of(run(subscriptions_.cancel(row.id, eve_.user))),
              SubscriptionErrc::provider_unavailable);

    EXPECT_EQ(status_of(row), SubscriptionStatus::pending);
}

TEST_P(SubscriptionsContract, who_has_paid_before_the_page_closed_does_not_renew) {
    const auto row = wish(Tier::pro).value();
    provider_.paid_before_it_closed = event(row, Kind::checkout_completed);

    const auto canceled = run(subscriptions_.cancel(row.id, eve_.user)).value();

    EXPECT_EQ(provider_.canceled, std::vector{row.id});
    EXPECT_EQ(subscriptions_.judge(canceled).status, SubscriptionStatus::canceled);
    EXPECT_EQ(tier(), Tier::pro);
    hear(paid(row, "first"));
    EXPECT_EQ(subscriptions_.judge(find(row)).expires_at, now_ + month);
}

TEST_P(SubscriptionsContract, a_page_that_opens_for_what_was_canceled_is_closed_in_the_next_round) {
    provider_.failure = ErrorCode(SubscriptionErrc::provider_unavailable);
    EXPECT_FALSE(wish(Tier::pro));
    provider_.failure.reset();
    const auto waiting = run(subscriptions_.of_subscriber(eve_.user)).at(0);
    EXPECT_TRUE(run(subscriptions_.cancel(waiting.id, eve_.user)));
    EXPECT_TRUE(provider_.closed.empty()) << "there is no page";

    run(rows_.note_checkout(waiting.id, "late", "https://pay.example/late"));
    run(subscriptions_.round());

    EXPECT_EQ(provider_.ended, std::vector{waiting.id});
}

TEST_P(SubscriptionsContract, a_refund_ends_it_at_once) {
    const auto row = wish(Tier::pro).value();
    EXPECT_EQ(error_of(run(subscriptions_.refund(row.id))), SubscriptionErrc::nothing_to_refund);
    hear(paid(row, "first"));

    EXPECT_TRUE(run(subscriptions_.refund(row.id)));

    EXPECT_EQ(provider_.refunded, std::vector{row.id});
    EXPECT_EQ(status_of(row), SubscriptionStatus::refunded);
    EXPECT_FALSE(tier().has_value());
    EXPECT_EQ(told_.back(), "ended pro");
}

TEST_P(SubscriptionsContract, what_a_dispute_ended_comes_back_when_it_is_won) {
    const auto row = subscribe(Tier::pro);
    const auto about = [&](Kind kind) {
        auto made = event(row, kind);
        made.payment = "payment of " + to_string(row.id);
        return made;
    };
    hear(about(Kind::disputed));
    EXPECT_EQ(status_of(row), SubscriptionStatus::disputed);
    EXPECT_FALSE(tier().has_value());

    now_ += 1h;
    hear(about(Kind::dispute_won));

    EXPECT_EQ(status_of(row), SubscriptionStatus::active);
    EXPECT_EQ(tier(), Tier::pro);
    EXPECT_EQ(told_, (std::vector<std::string>{"began pro eve", "ended pro", "began pro eve"}));
}

TEST_P(SubscriptionsContract, a_dispute_that_is_won_does_not_bring_back_what_was_replaced) {
    const auto basic = subscribe(Tier::basic);
    auto disputed = event(basic, Kind::disputed);
    disputed.payment = "payment of " + to_string(basic.id);
    hear(disputed);
    const auto pro = subscribe(Tier::pro);
    auto won = disputed;
    won.id = "won";
    won.kind = Kind::dispute_won;
    hear(won);

    EXPECT_EQ(tier(), Tier::pro);
    EXPECT_EQ(status_of(basic), SubscriptionStatus::expired);
    EXPECT_EQ(status_of(pro), SubscriptionStatus::active);
    run(subscriptions_.round());
    EXPECT_EQ(provider_.ended, std::vector{basic.id});
}

TEST_P(SubscriptionsContract, time_ends_what_nobody_renews_and_what_nobody_pays) {
    const auto row = subscribe(Tier::basic);
    const auto other = wish(Tier::pro).value();
    now_ += month + 23h;
    run(subscriptions_.round());
    EXPECT_EQ(tier(), Tier::basic);
    EXPECT_EQ(status_of(other), SubscriptionStatus::expired);

    now_ += 1h;
    EXPECT_FALSE(tier().has_value());
    run(subscriptions_.round());
    EXPECT_EQ(told_.back(), "ended basic");

    hear(paid(row, "days late"));
    EXPECT_EQ(tier(), Tier::basic);
}

TEST_P(SubscriptionsContract, a_provider_that_is_away_is_told_later) {
    const auto basic = subscribe(Tier::basic);
    subscribe(Tier::pro);
    provider_.failure = ErrorCode(SubscriptionErrc::provider_unavailable);
    run(subscriptions_.round());
    provider_.failure.reset();
    run(subscriptions_.round());

    EXPECT_EQ(provider_.ended, std::vector{basic.id});
}

TEST_P(SubscriptionsContract, nobody_goes_on_paying_for_an_account_that_is_gone) {
    const auto row = subscribe(Tier::pro);
    test::change(*opened_.database, "DELETE FROM users WHERE username = 'ada'");
    run(subscriptions_.round());

    EXPECT_EQ(provider_.ended, std::vector{row.id});
    EXPECT_EQ(status_of(row), SubscriptionStatus::expired);
    EXPECT_EQ(find(row).streamer.username, "");
}

TEST_P(SubscriptionsContract, nobody_goes_on_paying_for_somebody_who_has_left) {
    const auto row = subscribe(Tier::pro);
    RemovalsRepository removals(*opened_.database);
    ASSERT_TRUE(run(removals.remove(ada_.user, now_)));
    run(subscriptions_.round());

    EXPECT_EQ(provider_.ended, std::vector{row.id});
    EXPECT_EQ(find(row).streamer.username, "");
}

TEST_P(SubscriptionsContract, the_receiver_of_webhooks_hears_what_begins_and_ends) {
    OutboxRepository outbox(*opened_.database);
    run(outbox.switch_on(true));
    const auto heard = [&] {
        std::vector<std::string> events;
        for (const auto& each : run(outbox.due(wall_now(), 10))) {
            events.push_back(each.event);
            run(outbox.remove(each.id));
        }
        return events;
    };
    using Heard = std::vector<std::string>;

    const auto row = wish(Tier::pro).value();
    EXPECT_EQ(heard(), Heard{});
    EXPECT_TRUE(hear(paid(row, "first")));
    EXPECT_EQ(heard(), Heard{"subscription.created"});
    now_ += month - 24h;
    EXPECT_TRUE(hear(paid(row, "second")));
    EXPECT_EQ(heard(), Heard{});
    now_ += 3 * month;
    run(subscriptions_.round());
    run(subscriptions_.round());
    EXPECT_EQ(heard(), Heard{"subscription.ended"});
}

TEST_P(SubscriptionsContract, the_receiver_of_webhooks_hears_of_the_end_that_a_late_cancel_finds) {
    OutboxRepository outbox(*opened_.database);
    const auto row = subscribe(Tier::pro);
    run(outbox.switch_on(true));

    (void)run(rows_.cancel_at_end(row.id, now_ + 3 * month));

    const auto due = run(outbox.due(wall_now(), 10));
    ASSERT_EQ(due.size(), 1u);
    EXPECT_EQ(due[0].event, "subscription.ended");
}

TEST_P(SubscriptionsContract, a_streamer_sees_who_subscribes_and_how_many) {
    const auto joe = test::add_person(*opened_.database, "joe");
    subscribe(Tier::pro);
    now_ += 1h;
    const auto his = run(subscriptions_.begin({.subscriber = joe.user,
                                               .email = "joe@example.org",
                                               .streamer = ada_.user,
                                               .tier = Tier::basic,
                                               .method = PaymentMethod::card,
                                               .success_url = {},
                                               .cancel_url = {}}));
    hear(paid(his.value(), "his"));

    const auto all = run(subscriptions_.of_streamer(ada_.user, {}));
    EXPECT_EQ(all.page.total, 2u);
    ASSERT_EQ(all.page.items.size(), 2u);
    EXPECT_EQ(all.page.items[0].subscriber.username, "joe");
    EXPECT_EQ(all.by_tier, (std::array<std::uint64_t, 3>{1, 1, 0}));
    const auto second = run(subscriptions_.of_streamer(ada_.user, {.number = 2, .limit = 1}));
    ASSERT_EQ(second.page.items.size(), 1u);
    EXPECT_EQ(second.page.items[0].subscriber.username, "eve");

    const auto count = [&](WallTime from, WallTime to) {
        return run(subscriptions_.count_begun(ada_.user, {.from = from, .to = to}));
    };
    EXPECT_EQ(count(test::noon, now_ + 1s), 2u);
    EXPECT_EQ(count(test::noon, now_), 1u);
    EXPECT_EQ(count(now_ + 1s, now_ + 1h), 0u);
}

TEST_P(SubscriptionsContract, what_never_began_is_forgotten_in_time) {
    const auto row = wish(Tier::basic).value();
    const auto kept = subscribe(Tier::pro);
    run(subscriptions_.round());
    now_ += 100 * 24h;
    run(subscriptions_.round());
    run(subscriptions_.round());

    EXPECT_FALSE(run(rows_.find(row.id)).has_value());
    EXPECT_TRUE(run(rows_.find(kept.id)).has_value());
}

TEST_P(SubscriptionsContract, nobody_subscribes_to_oneself_or_where_nobody_takes_money) {
    community::Subscriptions closed(rows_, nullptr, bus_, [this] { return now_; });
    const community::SubscriptionWish own{.subscriber = ada_.user,
                                          .email = {},
                                          .streamer = ada_.user,
                                          .success_url = {},
                                          .cancel_url = {}};

    EXPECT_EQ(error_of(run(subscriptions_.begin(own))), SubscriptionErrc::own_channel);
    EXPECT_EQ(error_of(run(closed.begin(own))), SubscriptionErrc::not_configured);
}

INSTANTIATE_TEST_SUITE_P(On, SubscriptionsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
