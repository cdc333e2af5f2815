#include "app/webhook_sender.hpp"

#include <mutex>

#include <gtest/gtest.h>

#include "base/outage.hpp"
#include "store/sql/outbox.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_database.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::app {
namespace {

using namespace std::chrono_literals;
using sql::test::run;

constexpr auto patience = 10s;

/// A receiver that answers as a test says, and remembers what it was sent.
class WebhookSenderTest : public ::testing::Test {
protected:
    WebhookSenderTest() {
        threads_.start();
        run(outbox_.switch_on(true));
    }
    ~WebhookSenderTest() override {
        background_.stop(0ms);
        threads_.stop();
    }

    boost::asio::awaitable<Result<unsigned>> receive(site::SignedDelivery delivery) {
        const std::lock_guard lock(mutex_);
        received_.push_back(delivery);
        if (received_.size() <= unreachable_) co_return fail(Outage::unavailable);
        co_return received_.size() <= refused_ ? 500u : 204u;
    }

    std::vector<site::SignedDelivery> received() {
        const std::lock_guard lock(mutex_);
        return received_;
    }

    /// Waits until the receiver has had so many, and nothing waits any more.
    bool is_emptied(std::size_t count) {
        const auto until = mono_now() + patience;
        while (mono_now() < until) {
            const auto left = run(outbox_.due(WallTime::max(), 1));
            if (left.empty() && received().size() >= count) return true;
        }
        return false;
    }

    void start() {
        sender_.emplace(WebhookSender::Config{.secret = SecretText("sixteen characters"),
                                              .round = 5ms,
                                              .retries = {.first = 5ms, .longest = 10ms}},
                        outbox_, background_, [this](site::SignedDelivery delivery) {
                            return receive(std::move(delivery));
                        });
        sender_->start();
    }

    std::mutex mutex_;
    std::vector<site::SignedDelivery> received_;
    std::size_t unreachable_ = 0;  // Of the first attempts.
    std::size_t refused_ = 0;      // Likewise.
    net::IoThreads threads_{1};    // Outlives the database, whose threads post to it.
    sql::test::TestDatabase opened_ = sql::test::open_sqlite_database();
    sql::test::Person ada_ = sql::test::add_person(*opened_.database, "ada");
    sql::StreamsRepository streams_{*opened_.database};
    sql::OutboxRepository outbox_{*opened_.database};
    Background background_{{}, threads_.at(0)};
    std::optional<WebhookSender> sender_;
};

TEST_F(WebhookSenderTest, brings_what_happened_in_order_and_once) {
    start();
    const auto id = run(streams_.open(ada_.channel, wall_now(), wall_now() - 1min)).value().id;
    run(streams_.end(id, wall_now()));

    ASSERT_TRUE(is_emptied(4));

    std::vector<std::string> events;
    for (const auto& each : received()) events.push_back(each.event);
    EXPECT_EQ(events,
              (std::vector<std::string>{"publish", "stream.started", "unpublish", "stream.ended"}));
    EXPECT_TRUE(received()[0].signature.starts_with("v1="));
}

TEST_F(WebhookSenderTest, tries_the_same_again_before_what_comes_after_it) {
    unreachable_ = 1;
    refused_ = 3;
    (void)run(streams_.open(ada_.channel, wall_now(), wall_now() - 1min));
    start();

    ASSERT_TRUE(is_emptied(5));

    const auto all = received();
    ASSERT_EQ(all.size(), 5u);
    for (const auto& each : {all[1], all[2], all[3]}) {
        EXPECT_EQ(each.id, all[0].id);
        EXPECT_EQ(each.body, all[0].body);
    }
    EXPECT_EQ(all[4].event, "stream.started");
}

}  // namespace
}  // namespace freshet::app
