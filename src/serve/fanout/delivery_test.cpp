#include "serve/fanout/delivery.hpp"

#include <atomic>

#include <gtest/gtest.h>

#include "serve/fanout/testing/loopback.hpp"
#include "serve/fanout/testing/spelled_dialect.hpp"
#include "serve/fanout/testing/stage.hpp"

namespace freshet::fanout {
namespace {

using namespace std::chrono_literals;
using testing::make_frame;
using testing::NotedSession;
using testing::Peer;
using testing::picture;

/// A guest whom a delivery serves, seen from both sides.
struct Guest {
    Peer peer;
    NotedSession::End end;
};

/// How many dialects there were.
struct Seen {
    std::atomic<int> made = 0;
    std::atomic<int> went = 0;
    std::promise<void> gone;  // The first of them.
};

/// A stream on air on the first of two threads.
class Deliveries : public ::testing::Test {
protected:
    void begin() {
        stream_ = stage_.publish();
        stage_.announce(video_);
        stage_.push(make_frame({.track = video_, .at = 0ms}));
    }

    Guest add(std::size_t thread, const DialectKind& kind) {
        auto [peer, ours] = Peer::with_socket();
        Guest guest{std::move(peer), std::make_shared<std::promise<net::ViewerEnd>>()};
        stage_.on(thread, [&, this] {
            stage_.delivery.add(stream_, kind,
                                {.socket = std::move(ours),
                                 .greeting = to_bytes("hello "),
                                 .session = std::make_unique<NotedSession>(guest.end)});
        });
        return guest;
    }
    Guest add(std::size_t thread) { return add(thread, spelled_); }

    testing::Stage stage_{2};
    media::TrackPtr video_ = picture();
    std::shared_ptr<live::Stream> stream_;
    DialectKind spelled_{"spelled", [] { return std::make_unique<testing::SpelledDialect>(); }};
};

TEST_F(Deliveries, give_viewers_on_every_thread_the_same) {
    begin();
    auto ada = add(0);
    auto bob = add(1);
    const auto beginning = fmt::format("hello <new v{} @0 epoch>v0+", video_->width);
    EXPECT_EQ(ada.peer.read(beginning.size()), beginning);
    EXPECT_EQ(bob.peer.read(beginning.size()), beginning);

    stage_.push(make_frame({.track = video_, .at = 40ms, .keyframe = false}));
    stage_.unpublish();

    EXPECT_EQ(ada.peer.read_to_the_end(), "v40<end>");
    EXPECT_EQ(bob.peer.read_to_the_end(), "v40<end>");
    EXPECT_EQ(testing::wait_for(ada.end), net::ViewerEnd::broadcast_ended);
    EXPECT_EQ(testing::wait_for(bob.end), net::ViewerEnd::broadcast_ended);
}

/// The stream's home thread keeps its replica, others give theirs up with their last viewer.
class DeliveriesOnThread : public Deliveries, public ::testing::WithParamInterface<std::size_t> {};

INSTANTIATE_TEST_SUITE_P(HomeAndOther, DeliveriesOnThread, ::testing::Values(0u, 1u));

TEST_P(DeliveriesOnThread, let_an_output_go_with_its_last_viewer_and_make_it_again) {
    begin();
    const auto seen = std::make_shared<Seen>();  // Outlives this: the last output does.
    const DialectKind counted{"counted", [seen] {
                                  ++seen->made;
                                  return std::make_unique<testing::SpelledDialect>([seen] {
                                      if (++seen->went == 1) seen->gone.set_value();
                                  });
                              }};
    auto first = add(GetParam(), counted);
    auto second = add(GetParam(), counted);
    (void)first.peer.read_until("v0+");
    EXPECT_EQ(seen->made, 1);

    first.peer.hang_up();
    EXPECT_EQ(testing::wait_for(first.end), net::ViewerEnd::left);
    EXPECT_EQ(seen->went, 0);
    second.peer.hang_up();
    ASSERT_EQ(seen->gone.get_future().wait_for(testing::patience), std::future_status::ready);

    stage_.push(make_frame({.track = video_, .at = 1s}));
    auto third = add(GetParam(), counted);
    EXPECT_TRUE(third.peer.read_until("v1000+").starts_with("hello <new "));
    EXPECT_EQ(seen->made, 2);
}

TEST_F(Deliveries, serve_each_dialect_by_itself) {
    begin();
    const DialectKind other{"other", spelled_.make};
    auto ada = add(0);
    auto bob = add(0, other);
    (void)ada.peer.read_until("v0+");
    (void)bob.peer.read_until("v0+");

    std::map<std::string, std::int64_t> viewers;
    stage_.delivery.each_total([&](std::string_view dialect, const net::FanoutTotals& totals) {
        viewers[std::string(dialect)] = totals.viewers;
    });

    EXPECT_EQ(viewers, (std::map<std::string, std::int64_t>{{"other", 1}, {"spelled", 1}}));
}

TEST_F(Deliveries, let_a_guest_go_whose_stream_has_just_ended) {
    begin();
    stage_.unpublish();

    for (const std::size_t thread : {0u, 1u}) {
        auto late = add(thread);
        EXPECT_EQ(testing::wait_for(late.end), net::ViewerEnd::broadcast_ended);
        EXPECT_EQ(late.peer.read_to_the_end(), "");
    }
}

TEST_F(Deliveries, close_at_once_when_nobody_watches) {
    begin();

    stage_.delivery.close(1h);
}

TEST_F(Deliveries, wait_on_closing_until_viewers_know_that_the_stream_has_ended) {
    begin();
    auto ada = add(0);
    auto bob = add(1);

    stage_.hub.end_all();
    stage_.delivery.close(1h);

    EXPECT_TRUE(ada.peer.read_to_the_end().ends_with("v0+<end>"));
    EXPECT_TRUE(bob.peer.read_to_the_end().ends_with("v0+<end>"));
    EXPECT_EQ(testing::wait_for(bob.end), net::ViewerEnd::broadcast_ended);
}

TEST_F(Deliveries, close_who_is_left_after_the_grace) {
    begin();
    auto ada = add(0);
    auto bob = add(1);

    stage_.delivery.close(1ms);

    EXPECT_EQ(testing::wait_for(ada.end), net::ViewerEnd::shutdown);
    EXPECT_EQ(testing::wait_for(bob.end), net::ViewerEnd::shutdown);
    (void)ada.peer.read_to_the_end();
}

TEST(DeliveryGate, is_asked_with_the_address_and_may_be_missing) {
    net::IoThreads threads(1);
    const Delivery open(threads, {});
    const Delivery gated(threads, {.gate = [](std::string_view ip) {
                             return ip == "192.0.2.1" ? std::optional(3s) : std::nullopt;
                         }});

    EXPECT_EQ(open.wait_before_start("192.0.2.1"), std::nullopt);
    EXPECT_EQ(gated.wait_before_start("192.0.2.1"), 3s);
    EXPECT_EQ(gated.wait_before_start("192.0.2.2"), std::nullopt);
}

}  // namespace
}  // namespace freshet::fanout
