#include "net/outbox.hpp"

#include <condition_variable>
#include <mutex>
#include <vector>

#include <gtest/gtest.h>

#include "net/error.hpp"
#include "net/io_threads.hpp"

namespace freshet::net {
namespace {

using namespace std::chrono_literals;

/// A mail server that takes letters after so many refusals.
class FakeServer {
public:
    explicit FakeServer(unsigned refusals) : refusals_(refusals) {}

    Result<void> take(const Mail& mail) {
        const std::lock_guard lock(mutex_);
        tries_.push_back(mail.to);
        changed_.notify_all();
        if (tries_.size() <= refusals_) return fail(Errc::refused);
        return {};
    }

    bool wait_for_tries(std::size_t count) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 10s, [&] { return tries_.size() >= count; });
    }

    std::size_t tries() {
        const std::lock_guard lock(mutex_);
        return tries_.size();
    }

private:
    unsigned refusals_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> tries_;
};

class OutboxTest : public testing::Test {
protected:
    OutboxTest() { threads_.start(); }
    ~OutboxTest() override { threads_.stop(); }

    static Outbox::Send to(FakeServer& server) {
        return [&server](const Mail& mail) { return server.take(mail); };
    }

    IoThreads threads_{1};
};

TEST_F(OutboxTest, a_letter_that_is_not_taken_is_tried_again) {
    FakeServer server(2);
    Outbox outbox({.pause = 1ms}, to(server), threads_.at(0));

    outbox.put({.to = "ada@example.org", .subject = {}, .text = {}});

    EXPECT_TRUE(server.wait_for_tries(3));
    outbox.stop();
    EXPECT_EQ(server.tries(), 3u);
    EXPECT_EQ(outbox.waiting(), 0u);
}

TEST_F(OutboxTest, a_letter_is_given_up_after_its_tries) {
    FakeServer server(100);
    Outbox outbox({.tries_max = 2, .pause = 1ms}, to(server), threads_.at(0));

    outbox.put({.to = "ada@example.org", .subject = {}, .text = {}});

    EXPECT_TRUE(server.wait_for_tries(2));
    outbox.stop();
    EXPECT_EQ(server.tries(), 2u);
    EXPECT_EQ(outbox.waiting(), 0u);
}

TEST_F(OutboxTest, what_comes_beyond_the_limit_is_dropped) {
    FakeServer server(100);
    Outbox outbox({.waiting_max = 2, .pause = 1h}, to(server), threads_.at(0));

    for (int i = 0; i < 5; ++i) outbox.put({.to = "ada@example.org", .subject = {}, .text = {}});

    EXPECT_EQ(outbox.waiting(), 2u);
    EXPECT_TRUE(server.wait_for_tries(2));
    outbox.stop();  // Though the next try is an hour away.
    EXPECT_EQ(server.tries(), 2u);
    EXPECT_EQ(outbox.waiting(), 0u);
}

}  // namespace
}  // namespace freshet::net
