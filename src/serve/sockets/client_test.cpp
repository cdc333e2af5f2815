#include "serve/sockets/client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "serve/sockets/testing/stand.hpp"

namespace freshet::sockets {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using testing::Peer;
using testing::Stand;
using ::testing::StartsWith;

constexpr std::string_view following = R"({"auth":"follow"})";

std::string number(int n, int offset) {
    return R"(42["new-number",{"n":)" + std::to_string(n) + "},\"" + std::to_string(offset) + "\"]";
}

std::uint64_t ended(const Stand& stand, End why) {
    return stand.hub.totals().ended.at(static_cast<std::size_t>(why));
}

TEST(Clients, are_told_why_they_may_not_come_in_and_may_try_again) {
    Stand stand;
    auto client = stand.web_socket();

    client.send(R"(40{"token":"no"})");
    EXPECT_EQ(client.message(),
              R"(44{"message":"not you","data":{"detail":"not you","status":403}})");
    client.send(R"(40/other,{"a":1})");
    EXPECT_EQ(client.message(), R"(44/other,{"message":"Invalid namespace"})");

    client.send(R"(40{"token":"yes"})");
    EXPECT_THAT(client.message(), StartsWith("40{"));
    EXPECT_EQ(stand.echo.last_guest().auth, R"({"token":"yes"})");
}

TEST(Clients, may_leave_the_namespace_and_enter_it_again) {
    Stand stand;
    auto client = stand.connected(following);

    client.send("41");
    Stand::wait_until([&] { return stand.echo.gone == 1; });
    stand.publish("all", 1);
    client.send("40");
    EXPECT_THAT(client.message(), StartsWith("40{"));
    client.send(R"(420["a"])");
    EXPECT_EQ(client.message(), "430[]");
}

TEST(Clients, that_nobody_understands_are_told_so_and_let_go) {
    Stand stand;
    for (const auto* wrong :
         {"4abc", "0", "2", "5", "42[]", R"(42["disconnect"])", "7", "",
          "451-[\"a\",{\"_placeholder\":true,\"num\":0}]", "40", "44{}", "42/other,[\"a\"]"}) {
        auto client = stand.connected();
        client.send(wrong);
        if (std::string_view(wrong).starts_with("45")) client.send("40");
        EXPECT_EQ(client.message(), "(close 1002)") << wrong;
        EXPECT_EQ(client.read_to_the_end(), "");
    }
    auto early = stand.web_socket();
    early.send(R"(42["a"])");
    EXPECT_EQ(early.message(), "(close 1002)");
    Stand::wait_until([&] { return stand.hub.totals().web_sockets == 0; });
}

TEST(Clients, that_break_the_rules_of_web_sockets_are_told_by_a_code) {
    Stand stand;
    auto unmasked = stand.connected();
    unmasked.say(std::string_view("\x81\x01x", 3));
    EXPECT_EQ(unmasked.message(), "(close 1002)");
    auto too_much = stand.connected();
    too_much.send(std::string(64 * 1024 + 1, 'x'));
    EXPECT_EQ(too_much.message(), "(close 1009)");
    auto no_text = stand.connected();
    no_text.send("42[\"\xff\"]");
    EXPECT_EQ(no_text.message(), "(close 1007)");
}

TEST(Clients, may_say_their_frames_in_pieces_and_many_at_once) {
    Stand stand;
    auto client = stand.connected();
    const auto frame = Peer::masked('\x81', R"(421["a",1])");
    for (const auto c : frame) client.say({&c, 1});
    EXPECT_EQ(client.message(), "431[1]");

    client.say(frame + frame + Peer::masked('\x89', "hi") + frame.substr(0, 5));
    EXPECT_EQ(client.message(), "431[1]");
    EXPECT_EQ(client.message(), "431[1]");
    EXPECT_EQ(client.message(), "(pong)hi");
    client.say(frame.substr(5));
    EXPECT_EQ(client.message(), "431[1]");
}

TEST(Clients, have_one_request_heard_at_a_time_and_are_not_read_while_too_many_wait) {
    Stand stand;
    auto client = stand.connected();
    client.send(R"(42["wait"])");
    constexpr int count = 1000;
    for (int i = 0; i < count; ++i) client.send(R"(421["a",)" + std::to_string(i) + "]");
    Stand::wait_until([&] { return stand.echo.heard == 1; });

    stand.echo.open_gate();

    for (int i = 0; i < count; ++i) {
        ASSERT_EQ(client.message(), "431[" + std::to_string(i) + "]");
    }
    EXPECT_EQ(stand.echo.at_once_max, 1);
}

TEST(Clients, are_heard_out_when_they_have_left) {
    Stand stand;
    auto client = stand.connected();
    client.send(R"(42["wait"])");
    Stand::wait_until([&] { return stand.echo.heard == 1; });
    for (int i = 0; i < 10; ++i) client.send(R"(42["a"])");
    client.hang_up();
    Stand::wait_until([&] { return ended(stand, End::left) == 1; });
    EXPECT_EQ(stand.echo.gone, 0);

    stand.echo.open_gate();

    Stand::wait_until([&] { return stand.echo.gone == 1; });
    EXPECT_EQ(stand.echo.heard, 11);
}

TEST(Clients, are_let_go_when_the_application_throws) {
    Stand stand;
    auto client = stand.connected();

    client.send(R"(42["fail"])");

    EXPECT_EQ(client.read_to_the_end(), "");
    EXPECT_EQ(ended(stand, End::failed), 1u);
    Stand::wait_until([&] { return stand.echo.gone == 1; });
}

TEST(Clients, are_told_goodbye_by_the_application_after_what_is_on_the_way) {
    Stand stand;
    auto client = stand.connected();

    client.send(R"(42["tell",1])");
    client.send(R"(420["close"])");

    EXPECT_EQ(client.message(), R"(42["told",1])");
    EXPECT_EQ(client.message(), "41");
    EXPECT_EQ(client.message(), "(close 1000)");
    EXPECT_EQ(client.read_to_the_end(), "");
    EXPECT_EQ(ended(stand, End::dismissed), 1u);
}

TEST(Clients, follow_no_longer_what_they_have_left_and_hear_nothing_twice) {
    Stand stand;
    auto client = stand.connected(following);
    stand.publish("all", 1);
    EXPECT_EQ(client.message(), number(1, 1));
    client.send(R"(420["follow_snake","all"])");
    EXPECT_EQ(client.message(), R"(430["all"])");
    stand.publish("all", 2);
    EXPECT_EQ(client.message(), R"(42["new_number",{"n":2},"2"])");

    client.send(R"(420["unfollow","all"])");
    EXPECT_EQ(client.message(), R"(430["all"])");
    stand.publish("all", 3);
    client.send(R"(420["a"])");
    EXPECT_EQ(client.message(), "430[]");
}

TEST(Clients, hear_all_news_in_one_order_on_all_threads) {
    Stand stand({}, 3);
    std::vector<Peer> clients;
    for (int i = 0; i < 9; ++i) clients.push_back(stand.connected(following));
    std::vector<std::thread> publishers;
    for (int i = 0; i < 4; ++i) {
        publishers.emplace_back([&stand] {
            for (int n = 0; n < 500; ++n) stand.publish(n % 3 == 0 ? "other" : "all", n);
        });
    }
    for (auto& publisher : publishers) publisher.join();
    stand.publish("all", -1);

    std::vector<std::string> first;
    for (auto& client : clients) {
        std::vector<std::string> heard{client.message()};
        while (heard.back().find(R"({"n":-1})") == std::string::npos)
            heard.push_back(client.message());
        EXPECT_EQ(heard.size(), 4u * 333 + 1);
        if (first.empty()) first = heard;
        EXPECT_EQ(heard, first);
    }
}

TEST(Clients, that_take_nothing_are_let_go_and_others_hear_on) {
    Stand stand({.limits = {.stall_max = 100ms}});
    auto slow = stand.connected(following, nullptr, 4096);
    auto quick = stand.connected(following);
    const auto data = '"' + std::string(100'000, 'x') + '"';

    std::uint64_t bytes = 0;
    Stand::wait_until([&] {
        stand.hub.publish("all", {.kebab = {.name = "big", .data = data}, .snake = {}});
        bytes += quick.message().size();
        return ended(stand, End::too_slow) + ended(stand, End::fell_behind) == 1;
    });

    EXPECT_GT(bytes, 100'000u);
    stand.publish("all", 1);
    EXPECT_THAT(quick.message(), StartsWith(R"(42["new-number",{"n":1},)"));
}

TEST(Clients, whose_next_news_have_fallen_off_the_log_are_let_go) {
    Stand stand({.log_bytes_max = 1000});
    auto slow = stand.connected(following, nullptr, 4096);
    const auto data = '"' + std::string(100'000, 'x') + '"';

    Stand::wait_until([&] {
        stand.hub.publish("all", {.kebab = {.name = "big", .data = data}, .snake = {}});
        return ended(stand, End::fell_behind) == 1;
    });
}

TEST(Clients, for_whom_too_much_waits_are_let_go) {
    Stand stand({.limits = {.unsent_bytes_max = 4096}});
    auto slow = stand.connected({}, nullptr, 4096);
    const auto ask = R"(421["a",")" + std::string(30'000, 'x') + "\"]";
    std::thread asking([&] {
        for (int i = 0; i < 2000 && ended(stand, End::overwhelmed) == 0; ++i) slow.send(ask);
    });
    Stand::wait_until([&] { return ended(stand, End::overwhelmed) == 1; });
    asking.join();
}

TEST(Clients, are_given_much_at_once_when_they_take_it) {
    Stand stand({.limits = {.unsent_bytes_max = 4096}});
    auto client = stand.connected();
    const auto data = '"' + std::string(30'000, 'x') + '"';
    client.send(R"(42["wait"])");
    for (int i = 0; i < 3; ++i) client.send(R"(42["tell",)" + data + "]");
    client.send(R"(421["a"])");
    Stand::wait_until([&] { return stand.echo.heard == 1; });

    stand.echo.open_gate();

    for (int i = 0; i < 3; ++i) ASSERT_EQ(client.message(), R"(42["told",)" + data + "]");
    EXPECT_EQ(client.message(), "431[]");
    EXPECT_EQ(ended(stand, End::overwhelmed), 0u);
}

TEST(Clients, with_a_small_window_get_every_frame_whole) {
    Stand stand;
    auto slow = stand.connected(following, nullptr, 4096);
    for (int i = 1; i <= 40; ++i) {
        const auto data = '"' + std::string(20'000, static_cast<char>('a' + i % 26)) + '"';
        stand.hub.publish("all", {.kebab = {.name = "big", .data = data}, .snake = {}});
    }
    slow.send(R"(427["a","b"])");

    std::vector<std::string> heard;
    while (heard.size() < 41) heard.push_back(slow.message());

    EXPECT_EQ(std::ranges::count(heard, R"(437["b"])"), 1);
    std::erase(heard, R"(437["b"])");
    for (int i = 1; i <= 40; ++i) {
        const auto data = std::string(20'000, static_cast<char>('a' + i % 26));
        EXPECT_EQ(heard[static_cast<std::size_t>(i) - 1],
                  "42[\"big\",\"" + data + "\",\"" + std::to_string(i) + "\"]");
    }
}

TEST(Heartbeats, are_asked_for_and_the_silent_are_let_go) {
    Stand stand({.ping_interval = 50ms, .ping_timeout = 100ms});
    auto client = stand.connected();
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(client.message(), "2");
        client.send("3");
    }

    EXPECT_EQ(client.message(), "2");
    EXPECT_EQ(client.read_to_the_end(), "");
    EXPECT_EQ(ended(stand, End::silent), 1u);
}

TEST(Heartbeats, come_by_polling_too) {
    Stand stand({.ping_interval = 50ms, .ping_timeout = 100ms});
    const auto path = stand.polling_session();
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(stand.ask("GET", path).body, "2");
        EXPECT_EQ(stand.ask("POST", path, "3").body, "ok");
    }

    EXPECT_EQ(stand.ask("GET", path).body, "2");
    EXPECT_EQ(stand.ask("GET", path).body, "1");
    EXPECT_EQ(stand.ask("GET", path).status, 400u);
}

TEST(Heartbeats, of_plain_web_sockets_are_pings_of_the_protocol) {
    Stand stand({.ping_interval = 50ms, .ping_timeout = 100ms});
    auto client = stand.upgraded("/ws/chat/a");
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(client.message(), "(ping)");
        client.say(Peer::masked('\x8a', ""));
    }

    EXPECT_EQ(client.message(), "(ping)");
    EXPECT_EQ(client.read_to_the_end(), "");
    EXPECT_EQ(ended(stand, End::silent), 1u);
}

TEST(Heartbeats, do_not_keep_who_never_connects) {
    Stand stand({.limits = {.connect_max = 50ms}});
    auto client = stand.web_socket();

    EXPECT_EQ(client.read_to_the_end(), "");
    EXPECT_EQ(ended(stand, End::silent), 1u);
}

TEST(PlainClients, speak_json) {
    Stand stand;
    auto client = stand.upgraded("/ws/chat/all");

    client.send(R"({"event":"a","data":{"b":[1]},"id":7})");
    EXPECT_EQ(client.message(), R"({"ack":7,"data":{"b":[1]}})");
    client.send(R"({"id":8,"event":"a"})");
    EXPECT_EQ(client.message(), R"({"ack":8,"data":null})");
    stand.publish("all", 1);
    EXPECT_EQ(client.message(), R"({"event":"new_number","data":{"n":1}})");
    client.send(R"({"event":"tell","data":"x"})");
    EXPECT_EQ(client.message(), R"({"event":"told","data":"x"})");
    client.say(Peer::masked('\x88', std::string_view("\x03\xe8", 2)));
    EXPECT_EQ(client.message(), "(close 1000)");
    EXPECT_EQ(client.read_to_the_end(), "");
}

TEST(PlainClients, are_told_why_they_may_not_come_in) {
    Stand stand;
    auto client = stand.upgraded("/ws/chat/closed");

    EXPECT_EQ(client.message(),
              R"({"event":"error","data":{"detail":"it is closed","status":403}})");
    EXPECT_EQ(client.message(), "(close 1008)");
    EXPECT_EQ(client.read_to_the_end(), "");
    EXPECT_EQ(ended(stand, End::refused), 1u);
}

TEST(PlainClients, that_nobody_understands_are_let_go) {
    Stand stand;
    for (const auto* wrong :
         {"", "[]", "{}", R"({"event":7})", R"({"event":""})", "{\"event\":\"a\"",
          R"({"event":"a","id":-1})", R"({"event":"a","id":"1"})",
          R"({"event":"a","id":99999999999999999})"}) {
        auto client = stand.upgraded("/ws/chat/a");
        client.send(wrong);
        EXPECT_EQ(client.message(), "(close 1002)") << wrong;
    }
    auto binary = stand.upgraded("/ws/chat/a");
    binary.say(Peer::masked('\x82', R"({"event":"a"})"));
    EXPECT_EQ(binary.message(), "(close 1002)");
}

}  // namespace
}  // namespace freshet::sockets
