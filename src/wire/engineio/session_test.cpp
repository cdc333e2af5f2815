#include "wire/engineio/session.hpp"

#include <gtest/gtest.h>

#include "wire/engineio/error.hpp"

namespace freshet::engineio {
namespace {

using namespace std::chrono_literals;
using Act = Session::Act;
using Due = Session::Due;

const SessionConfig config{.ping_interval = 300ms, .ping_timeout = 200ms, .probe_timeout = 100ms};
const MonoTime start{1h};

Packet packet(std::string_view text) { return read_packet(text).value(); }

Session polling() { return {config, Transport::polling, start}; }
Session websocket() { return {config, Transport::websocket, start}; }

/// A session whose WebSocket has upgraded it.
Session upgraded() {
    auto session = polling();
    EXPECT_TRUE(session.begin_probe(start));
    EXPECT_EQ(session.hear_probe(packet("2probe")), Act::answer_probe);
    EXPECT_EQ(session.hear_probe(packet("5")), Act::change_transport);
    return session;
}

TEST(Heartbeat, pings_after_the_interval_and_waits_for_the_answer) {
    auto session = websocket();
    EXPECT_EQ(session.deadline(), start + 300ms);
    EXPECT_EQ(session.on_time(start + 299ms), Due::nothing);
    EXPECT_EQ(session.on_time(start + 300ms), Due::ping);
    EXPECT_EQ(session.on_time(start + 300ms), Due::nothing);
    EXPECT_EQ(session.deadline(), start + 500ms);
}

TEST(Heartbeat, ends_the_session_of_a_client_that_does_not_answer) {
    auto session = polling();
    ASSERT_EQ(session.on_time(start + 300ms), Due::ping);
    EXPECT_EQ(session.on_time(start + 499ms), Due::nothing);
    EXPECT_EQ(session.on_time(start + 500ms).error(), Errc::pong_overdue);
}

TEST(Heartbeat, goes_on_from_the_answer) {
    auto session = websocket();
    for (auto now = start; now < start + 10s;) {
        now = session.deadline();
        ASSERT_EQ(session.on_time(now), Due::ping);
        now += 199ms;
        ASSERT_EQ(session.hear(packet("3"), now), Act::nothing);
        ASSERT_EQ(session.deadline(), now + 300ms);
    }
}

TEST(Heartbeat, is_not_answered_by_messages) {
    auto session = websocket();
    ASSERT_EQ(session.on_time(start + 300ms), Due::ping);
    ASSERT_EQ(session.hear(packet("4hello"), start + 400ms), Act::give);
    EXPECT_EQ(session.on_time(start + 500ms).error(), Errc::pong_overdue);
}

TEST(Heartbeat, gives_a_late_caller_the_whole_time_for_the_answer) {
    auto session = websocket();
    ASSERT_EQ(session.on_time(start + 10s), Due::ping);
    EXPECT_EQ(session.deadline(), start + 10s + 200ms);
}

TEST(Session, knows_what_each_packet_of_a_client_means) {
    const struct {
        std::string_view packet;
        Act act;
    } rows[] = {{"4hello", Act::give},    {"4", Act::give},    {"3", Act::nothing},
                {"3probe", Act::nothing}, {"6", Act::nothing}, {"1", Act::close}};
    for (const auto& row : rows) {
        for (auto session : {polling(), websocket(), upgraded()})
            EXPECT_EQ(session.hear(packet(row.packet), start), row.act) << row.packet;
    }
    auto session = websocket();
    EXPECT_EQ(session.hear({.data = as_bytes("\1\2"), .is_binary = true}, start), Act::give);
}

TEST(Session, refuses_packets_that_only_a_server_sends_and_upgrades_without_a_probe) {
    for (const auto* text : {"0", "0{}", "2", "2probe", "5"}) {
        for (auto session : {polling(), websocket(), upgraded()})
            EXPECT_EQ(session.hear(packet(text), start).error(), Errc::wrong_direction) << text;
    }
}

TEST(Upgrade, is_probed_answered_and_finished) {
    auto session = polling();
    EXPECT_FALSE(session.is_probing());

    ASSERT_TRUE(session.begin_probe(start));
    EXPECT_TRUE(session.is_probing());
    EXPECT_FALSE(session.hurries_polls());

    ASSERT_EQ(session.hear_probe(packet("2probe")), Act::answer_probe);
    EXPECT_TRUE(session.hurries_polls());
    EXPECT_EQ(session.transport(), Transport::polling);

    ASSERT_EQ(session.hear_probe(packet("5")), Act::change_transport);
    EXPECT_FALSE(session.is_probing());
    EXPECT_FALSE(session.hurries_polls());
    EXPECT_EQ(session.transport(), Transport::websocket);
}

TEST(Upgrade, lets_polling_go_on_meanwhile) {
    auto session = polling();
    ASSERT_TRUE(session.begin_probe(start));
    EXPECT_EQ(session.hear(packet("4hello"), start), Act::give);
    ASSERT_EQ(session.hear_probe(packet("2probe")), Act::answer_probe);
    EXPECT_EQ(session.hear(packet("4hello"), start), Act::give);
}

TEST(Upgrade, is_for_one_websocket_at_a_time_and_once) {
    auto session = polling();
    ASSERT_TRUE(session.begin_probe(start));
    EXPECT_FALSE(session.begin_probe(start));
    ASSERT_EQ(session.hear_probe(packet("2probe")), Act::answer_probe);
    EXPECT_FALSE(session.begin_probe(start));

    EXPECT_FALSE(upgraded().begin_probe(start));
    EXPECT_FALSE(websocket().begin_probe(start));
}

TEST(Upgrade, fails_with_anything_else_and_may_be_tried_again) {
    for (const auto* text : {"2", "2prob", "3probe", "5", "4hello", "1", "0", "6"}) {
        auto session = polling();
        ASSERT_TRUE(session.begin_probe(start));
        EXPECT_EQ(session.hear_probe(packet(text)).error(), Errc::bad_probe) << text;
        EXPECT_FALSE(session.is_probing());
        EXPECT_EQ(session.transport(), Transport::polling);
        EXPECT_TRUE(session.begin_probe(start));
    }
    for (const auto* text : {"2probe", "5x", "4hello", "1"}) {
        auto session = polling();
        ASSERT_TRUE(session.begin_probe(start));
        ASSERT_EQ(session.hear_probe(packet("2probe")), Act::answer_probe);
        EXPECT_EQ(session.hear_probe(packet(text)).error(), Errc::bad_probe) << text;
    }
    auto session = polling();
    ASSERT_TRUE(session.begin_probe(start));
    EXPECT_EQ(session.hear_probe({.data = as_bytes("2probe"), .is_binary = true}).error(),
              Errc::bad_probe);
}

TEST(Upgrade, is_given_up_when_it_takes_too_long) {
    auto session = polling();
    ASSERT_TRUE(session.begin_probe(start));
    EXPECT_EQ(session.deadline(), start + 100ms);
    ASSERT_EQ(session.hear_probe(packet("2probe")), Act::answer_probe);
    EXPECT_EQ(session.on_time(start + 99ms), Due::nothing);
    EXPECT_EQ(session.on_time(start + 100ms), Due::end_of_probe);
    EXPECT_FALSE(session.hurries_polls());
    EXPECT_EQ(session.deadline(), start + 300ms);
}

TEST(Upgrade, that_is_given_up_hides_no_ping_that_is_due) {
    auto session = polling();
    ASSERT_TRUE(session.begin_probe(start));
    EXPECT_EQ(session.on_time(start + 300ms), Due::end_of_probe);
    EXPECT_EQ(session.on_time(start + 300ms), Due::ping);
    EXPECT_EQ(session.on_time(start + 300ms), Due::nothing);
}

TEST(Upgrade, leaves_the_heartbeat_as_it_was) {
    auto session = polling();
    ASSERT_EQ(session.on_time(start + 300ms), Due::ping);
    ASSERT_TRUE(session.begin_probe(start + 310ms));
    ASSERT_EQ(session.hear_probe(packet("2probe")), Act::answer_probe);
    ASSERT_EQ(session.hear_probe(packet("5")), Act::change_transport);
    EXPECT_EQ(session.deadline(), start + 500ms);
    EXPECT_EQ(session.on_time(start + 500ms).error(), Errc::pong_overdue);
}

}  // namespace
}  // namespace freshet::engineio
