#include "net/epoll_set.hpp"

#include <array>
#include <functional>
#include <future>
#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "net/descriptor.hpp"
#include "net/io_threads.hpp"

namespace freshet::net {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 10s;

/// One end of a pair, that does what a test says.
struct Noted final : Watched {
    explicit Noted(int its_socket) : socket(its_socket) {}

    Descriptor socket;
    std::function<void()> readable = [] {};
    std::function<void()> gone = [] {};

private:
    void on_writable() override {}
    void on_readable() override { readable(); }
    void on_gone() override { gone(); }
};

struct EpollSets : ::testing::Test {
    EpollSets() {
        for (auto& pair : pairs) {
            std::array<int, 2> ends{};
            EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
            pair.theirs = Descriptor(ends[0]);
            pair.ours = std::make_unique<Noted>(ends[1]);
        }
        threads.start();
        on_loop([this] { set = std::make_unique<EpollSet>(threads.at(0).context()); });
    }

    ~EpollSets() override {
        on_loop([this] { set.reset(); });
        threads.stop();
    }

    void on_loop(const std::function<void()>& work) {
        std::promise<void> done;
        threads.at(0).post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }

    struct Pair {
        Descriptor theirs;
        std::unique_ptr<Noted> ours;
    };

    IoThreads threads{1};
    std::array<Pair, 2> pairs;
    std::unique_ptr<EpollSet> set;
};

TEST_F(EpollSets, tell_of_what_has_been_said_and_of_who_has_gone) {
    std::promise<void> heard;
    std::promise<void> went;
    auto& ours = *pairs[0].ours;
    ours.readable = [&] { heard.set_value(); };
    ours.gone = [&] { went.set_value(); };
    on_loop([&] { EXPECT_TRUE(set->watch(ours, ours.socket.get())); });

    ASSERT_EQ(::write(pairs[0].theirs.get(), "x", 1), 1);
    ASSERT_EQ(heard.get_future().wait_for(patience), std::future_status::ready);
    pairs[0].theirs.reset();

    EXPECT_EQ(went.get_future().wait_for(patience), std::future_status::ready);
    on_loop([&] { set->unwatch(ours, ours.socket.get()); });
}

/// Both have something to tell in one batch; whichever is told first ends the other.
TEST_F(EpollSets, tell_nothing_of_who_was_buried_in_the_same_batch) {
    std::promise<void> told;
    int count = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        pairs[i].ours->readable = [&, i] {
            auto& other = pairs[1 - i].ours;
            set->unwatch(*other, other->socket.get());
            other->socket.reset();
            set->bury(std::move(other));
            if (++count == 1) threads.at(0).post([&] { told.set_value(); });
        };
    }

    on_loop([&] {
        for (auto& pair : pairs) {
            ASSERT_EQ(::write(pair.theirs.get(), "x", 1), 1);
            EXPECT_TRUE(set->watch(*pair.ours, pair.ours->socket.get()));
        }
    });

    ASSERT_EQ(told.get_future().wait_for(patience), std::future_status::ready);
    EXPECT_EQ(count, 1);
    on_loop([this] {
        for (auto& pair : pairs) {
            if (pair.ours) set->unwatch(*pair.ours, pair.ours->socket.get());
        }
    });
}

}  // namespace
}  // namespace freshet::net
