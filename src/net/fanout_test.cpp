#include "net/fanout.hpp"

#include <arpa/inet.h>
#include <future>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/fanout_writer.hpp"
#include "net/io_threads.hpp"

namespace freshet::net {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 10s;

/// A connected pair on loopback: the viewer's blocking end, and ours.
struct Pair {
    explicit Pair(int buffer_bytes = 0) {
        const Descriptor listener(::socket(AF_INET, SOCK_STREAM, 0));
        if (buffer_bytes > 0) {
            ::setsockopt(listener.get(), SOL_SOCKET, SO_SNDBUF, &buffer_bytes, sizeof buffer_bytes);
        }
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        EXPECT_EQ(::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), size), 0);
        EXPECT_EQ(::listen(listener.get(), 1), 0);
        ::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &size);

        viewer = Descriptor(::socket(AF_INET, SOCK_STREAM, 0));
        if (buffer_bytes > 0) {
            ::setsockopt(viewer.get(), SOL_SOCKET, SO_RCVBUF, &buffer_bytes, sizeof buffer_bytes);
        }
        const timeval limit{.tv_sec = 10, .tv_usec = 0};
        ::setsockopt(viewer.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        EXPECT_EQ(::connect(viewer.get(), reinterpret_cast<sockaddr*>(&address), size), 0);
        ours =
            Descriptor(::accept4(listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    }

    /// Reads until this much has come or the other side has closed.
    std::string read(std::size_t size) const {
        std::string text(size, '\0');
        std::size_t have = 0;
        while (have < size) {
            const auto got = ::recv(viewer.get(), text.data() + have, size - have, 0);
            if (got <= 0) break;
            have += static_cast<std::size_t>(got);
        }
        text.resize(have);
        return text;
    }

    std::string read_all() const {
        std::string text;
        while (true) {
            const auto more = read(64 * 1024);
            text += more;
            if (more.size() < 64 * 1024) return text;
        }
    }

    void say(std::string_view text) const {
        EXPECT_EQ(::send(viewer.get(), text.data(), text.size(), 0),
                  static_cast<ssize_t>(text.size()));
    }

    Descriptor viewer;
    Descriptor ours;
};

struct Over {
    ViewerEnd why;
    ViewerCounts counts;
};

using OverPromise = std::shared_ptr<std::promise<Over>>;

/// Answers what it hears in brackets, closes at "bye", may stay until it is told otherwise, and
/// tells the test when it is over.
class EchoSession final : public ViewerSession {
public:
    using Flag = std::shared_ptr<std::atomic<bool>>;

    explicit EchoSession(OverPromise over, Flag dismissed = std::make_shared<std::atomic<bool>>())
        : over_(std::move(over)), dismissed_(std::move(dismissed)) {}

    Answer hear(ByteSpan input) override {
        const auto text = std::string(as_text(input));
        return {to_bytes("(" + text + ")"), text == "bye"};
    }

    std::optional<Bytes> dismissal() override {
        if (!*dismissed_) return std::nullopt;
        return to_bytes("[go]");
    }

    void ended(ViewerEnd why, const ViewerCounts& counts) override {
        over_->set_value({why, counts});
    }

private:
    OverPromise over_;
    Flag dismissed_;
};

struct Fanouts : ::testing::Test {
    Fanouts() { threads.start(); }

    ~Fanouts() override {
        on_loop([this] {
            fanout.reset();
            writer.reset();
        });
        threads.stop();
    }

    void open(FanoutWriter::Limits limits = {}, Fanout::Config config = {}) {
        on_loop([&] {
            auto& thread = threads.at(0);
            writer = std::make_unique<FanoutWriter>(thread.context(), thread, limits);
            fanout =
                std::make_unique<Fanout>(*writer, totals, config, [this] { empty.set_value(); });
        });
    }

    template <class Work>
    void on_loop(Work work) {
        std::promise<void> done;
        threads.at(0).post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }

    void add(Pair& pair, const OverPromise& over) {
        on_loop([&] {
            fanout->add(std::move(pair.ours), as_bytes("HTTP:"),
                        std::make_unique<EchoSession>(over));
        });
    }

    void put(const std::string& text, bool start = false) {
        on_loop([&] {
            std::optional<Chunk::Start> preface;
            if (start) preface = Chunk::Start{Slice(to_bytes("FLV:")), Slice(), 1};
            fanout->append(make_chunk({Slice(to_bytes(text))}, std::move(preface)), time += 40ms);
        });
    }

    static Over wait(const OverPromise& over) {
        auto future = over->get_future();
        EXPECT_EQ(future.wait_for(patience), std::future_status::ready);
        return future.get();
    }

    IoThreads threads{1};
    FanoutTotals totals;
    std::unique_ptr<FanoutWriter> writer;
    std::unique_ptr<Fanout> fanout;
    std::promise<void> empty;
    std::chrono::microseconds time{};
};

TEST_F(Fanouts, give_every_viewer_the_same_bytes_from_the_newest_start_on) {
    open();
    put("old", true);
    put("key", true);
    Pair ada;
    Pair bob;
    const auto ada_over = std::make_shared<std::promise<Over>>();
    const auto bob_over = std::make_shared<std::promise<Over>>();

    add(ada, ada_over);
    add(bob, bob_over);
    put("delta");

    EXPECT_EQ(ada.read(17), "HTTP:FLV:keydelta");
    EXPECT_EQ(bob.read(17), "HTTP:FLV:keydelta");
}

TEST_F(Fanouts, greet_a_viewer_at_once_and_begin_when_there_is_a_start) {
    open();
    Pair ada;
    const auto over = std::make_shared<std::promise<Over>>();
    add(ada, over);
    EXPECT_EQ(ada.read(5), "HTTP:");

    put("delta");
    put("key", true);

    EXPECT_EQ(ada.read(7), "FLV:key");
}

TEST_F(Fanouts, say_goodbye_to_a_viewer_who_still_waits_for_a_start) {
    open();
    Pair ada;
    const auto over = std::make_shared<std::promise<Over>>();
    put("delta");
    add(ada, over);

    on_loop([&] { fanout->finish(Slice(to_bytes("!"))); });

    EXPECT_EQ(ada.read_all(), "HTTP:!");
    EXPECT_EQ(wait(over).why, ViewerEnd::broadcast_ended);
}

TEST_F(Fanouts, let_no_slow_viewer_delay_another_and_bring_it_to_a_later_start) {
    open({}, {.log = {.bytes_max = 200'000}});
    Pair slow(4096);
    Pair quick;
    const auto slow_over = std::make_shared<std::promise<Over>>();
    const auto quick_over = std::make_shared<std::promise<Over>>();
    put("[key]", true);
    add(slow, slow_over);
    add(quick, quick_over);

    std::string expected = "HTTP:FLV:[key]";
    EXPECT_EQ(quick.read(expected.size()), expected);
    for (int i = 0; i < 100; ++i) {
        const auto text = "[" + std::string(20'000, static_cast<char>('a' + i % 26)) + "]";
        put(text, i % 5 == 0);
        // In step: whoever reads misses nothing, however little the other one takes.
        EXPECT_EQ(quick.read(text.size()), text);
        expected += text;
    }
    on_loop([&] { fanout->finish(Slice(to_bytes("!"))); });
    EXPECT_EQ(quick.read_all(), "!");

    const auto got = slow.read_all();
    EXPECT_LT(got.size(), expected.size());
    EXPECT_TRUE(got.ends_with("]!"));
    const auto over = wait(slow_over);
    EXPECT_EQ(over.why, ViewerEnd::broadcast_ended);
    EXPECT_GE(over.counts.jumps, 1u);
    EXPECT_EQ(over.counts.bytes, got.size());
    EXPECT_EQ(totals.jumps, over.counts.jumps);
}

TEST_F(Fanouts, let_a_viewer_go_that_takes_nothing) {
    open({.stall_max = 100ms});
    Pair ada(4096);
    const auto over = std::make_shared<std::promise<Over>>();
    put("key", true);
    add(ada, over);

    put(std::string(1'000'000, 'x'));

    EXPECT_EQ(wait(over).why, ViewerEnd::too_slow);
    EXPECT_EQ(totals.let_go, 1u);
}

TEST_F(Fanouts, notice_that_a_viewer_has_left_and_that_it_was_the_last) {
    open();
    Pair ada;
    const auto over = std::make_shared<std::promise<Over>>();
    add(ada, over);

    ada.viewer.reset();

    EXPECT_EQ(wait(over).why, ViewerEnd::left);
    EXPECT_EQ(empty.get_future().wait_for(patience), std::future_status::ready);
}

TEST_F(Fanouts, answer_between_two_chunks_what_a_viewer_says) {
    open();
    Pair ada;
    const auto over = std::make_shared<std::promise<Over>>();
    put("key", true);
    add(ada, over);
    EXPECT_EQ(ada.read(12), "HTTP:FLV:key");

    ada.say("ping");
    EXPECT_EQ(ada.read(6), "(ping)");

    ada.say("bye");
    EXPECT_EQ(ada.read_all(), "(bye)");
    EXPECT_EQ(wait(over).why, ViewerEnd::left);
}

TEST_F(Fanouts, let_a_viewer_go_that_says_too_much) {
    open({.input_bytes_max = 1000});
    Pair ada;
    const auto over = std::make_shared<std::promise<Over>>();
    add(ada, over);

    ada.say(std::string(5000, 'x'));

    EXPECT_EQ(wait(over).why, ViewerEnd::broke_protocol);
}

TEST_F(Fanouts, close_a_viewer_that_may_not_stay_after_its_last_words_and_keep_the_others) {
    open();
    put("key", true);
    Pair ada;
    Pair bob;
    const auto ada_over = std::make_shared<std::promise<Over>>();
    const auto dismissed = std::make_shared<std::atomic<bool>>(false);
    on_loop([&] {
        fanout->add(std::move(ada.ours), {}, std::make_unique<EchoSession>(ada_over, dismissed));
    });
    add(bob, std::make_shared<std::promise<Over>>());
    EXPECT_EQ(ada.read(7), "FLV:key");

    *dismissed = true;

    EXPECT_EQ(ada.read_all(), "[go]");
    EXPECT_EQ(wait(ada_over).why, ViewerEnd::dismissed);
    put("more");
    EXPECT_EQ(bob.read(16), "HTTP:FLV:keymore");
}

TEST_F(Fanouts, send_chunks_that_came_while_they_had_to_wait_in_one_piece) {
    open({}, {.merge = 50ms});
    Pair ada;
    const auto over = std::make_shared<std::promise<Over>>();
    put("key", true);
    add(ada, over);
    put("1");
    EXPECT_EQ(ada.read(13), "HTTP:FLV:key1");

    on_loop([&] {
        for (const auto* text : {"2", "3", "4"}) {
            fanout->append(make_chunk({Slice(to_bytes(text))}), time += 1ms);
        }
    });

    EXPECT_EQ(ada.read(3), "234");
}

TEST_F(Fanouts, close_their_viewers_when_they_go) {
    open();
    Pair ada;
    const auto over = std::make_shared<std::promise<Over>>();
    add(ada, over);

    on_loop([&] { fanout.reset(); });

    EXPECT_EQ(wait(over).why, ViewerEnd::shutdown);
    EXPECT_EQ(ada.read_all(), "HTTP:");
}

}  // namespace
}  // namespace freshet::net
