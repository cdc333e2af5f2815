#include "net/io_threads.hpp"

#include <future>
#include <latch>

#include <gtest/gtest.h>

namespace freshet::net {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(IoThreads, are_as_many_as_the_cores_that_may_be_used) {
    IoThreads threads;
    EXPECT_GE(threads.size(), 1u);
}

TEST(IoThreads, run_posted_work_in_order_each_on_its_own_thread) {
    IoThreads threads(2);
    threads.start();
    std::vector<int> order;
    std::promise<bool> home;

    threads.at(1).post([&] { order.push_back(1); });
    threads.at(1).post([&] { order.push_back(2); });
    threads.at(1).post([&] {
        home.set_value(IoThread::current() == &threads.at(1) && threads.at(1).is_current() &&
                       !threads.at(0).is_current());
    });

    EXPECT_TRUE(home.get_future().get());
    EXPECT_EQ(order, (std::vector{1, 2}));
    EXPECT_EQ(IoThread::current(), nullptr);
}

TEST(IoThreads, never_run_work_inside_the_call_that_posts_it) {
    IoThreads threads(1);
    threads.start();
    std::promise<bool> answered;
    threads.at(0).post([&] {
        auto done = std::make_shared<bool>(false);
        threads.at(0).post([done] { *done = true; });
        answered.set_value(!*done);
    });
    EXPECT_TRUE(answered.get_future().get());
}

TEST(IoThreads, destroy_what_is_left_unrun_even_when_that_posts_elsewhere) {
    bool ran = false;
    auto token = std::make_shared<int>(0);
    const std::weak_ptr<int> watch = token;
    {
        IoThreads threads(2);
        const std::shared_ptr<int> posts_when_destroyed(
            new int(0), [&threads, &ran](const int* number) {
                threads.at(1).post([&ran] { ran = true; });
                threads.at(0).post([&ran] { ran = true; });
                delete number;
            });
        threads.at(0).post([token = std::move(token), posts_when_destroyed] { (void)token; });
    }
    EXPECT_FALSE(ran);
    EXPECT_TRUE(watch.expired());
}

TEST(Wake, comes_at_its_time_and_not_before) {
    IoThreads threads(1);
    threads.start();
    auto& loop = threads.at(0);
    std::promise<MonoTime> woken;
    std::unique_ptr<Wake> wake;
    const auto when = loop.now() + milliseconds(5);
    loop.post([&] { wake = loop.wake_at(when, [&] { woken.set_value(loop.now()); }); });
    EXPECT_GE(woken.get_future().get(), when);
    threads.stop();
}

TEST(Wake, is_taken_back_by_its_destructor_even_when_it_is_due) {
    IoThreads threads(1);
    bool woken = false;
    std::promise<void> done;
    auto& loop = threads.at(0);
    std::unique_ptr<Wake> due;
    loop.post([&] { due = loop.wake_at(loop.now(), [&] { woken = true; }); });
    loop.post([&] { due.reset(); });
    std::unique_ptr<Wake> later;
    loop.post(
        [&] { later = loop.wake_at(loop.now() + milliseconds(2), [&] { done.set_value(); }); });
    threads.start();
    done.get_future().get();
    threads.stop();
    EXPECT_FALSE(woken);
}

TEST(Wake, may_be_destroyed_by_its_own_work) {
    IoThreads threads(1);
    threads.start();
    auto& loop = threads.at(0);
    std::unique_ptr<Wake> wake;
    std::promise<void> done;
    loop.post([&] {
        wake = loop.wake_at(loop.now(), [&] {
            wake.reset();
            done.set_value();
        });
    });
    done.get_future().get();
    threads.stop();
    EXPECT_EQ(wake, nullptr);
}

}  // namespace
}  // namespace freshet::net
