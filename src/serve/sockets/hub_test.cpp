#include "serve/sockets/hub.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "serve/sockets/testing/stand.hpp"

namespace freshet::sockets {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using testing::Peer;
using testing::Stand;
using ::testing::StartsWith;

TEST(Hub, welcomes_a_client_with_names_that_are_its_own) {
    Stand stand;
    auto ada = stand.web_socket();
    ada.send("40");
    const auto welcome = ada.message();

    EXPECT_THAT(welcome,
                MatchesRegex(R"(40\{"sid":"[A-Za-z0-9_-]{20}","pid":"[A-Za-z0-9_-]{20}"\})"));
    std::string other;
    (void)stand.connected({}, &other);
    EXPECT_NE(Stand::text_of(welcome, "sid"), Stand::text_of(other, "sid"));
    EXPECT_NE(Stand::text_of(welcome, "pid"), Stand::text_of(other, "pid"));
}

TEST(Hub, gives_requests_to_the_application_and_its_answers_to_the_client) {
    Stand stand;
    auto ada = stand.connected();

    ada.send(R"(427["anything",{"a":[1,"b"]},"more"])");
    EXPECT_EQ(ada.message(), R"(437[{"a":[1,"b"]}])");
    ada.send(R"(42["tell","x"])");
    EXPECT_EQ(ada.message(), R"(42["told","x"])");
}

TEST(Hub, tells_news_to_those_who_follow_in_their_dialect_with_the_number_behind) {
    Stand stand({}, 2);
    auto ada = stand.connected();
    auto bob = stand.connected();
    auto eve = stand.connected();
    ada.send(R"(420["follow","room"])");
    EXPECT_EQ(ada.message(), R"(430["room"])");
    bob.send(R"(420["follow_snake","room"])");
    EXPECT_EQ(bob.message(), R"(430["room"])");

    EXPECT_EQ(stand.publish("other", 0), 1u);
    EXPECT_EQ(stand.publish("room", 1), 2u);
    EXPECT_EQ(stand.hub.head(), 2u);

    EXPECT_EQ(ada.message(), R"(42["new-number",{"n":1},"2"])");
    EXPECT_EQ(bob.message(), R"(42["new_number",{"n":1},"2"])");
    eve.send(R"(420["unheard"])");
    EXPECT_EQ(eve.message(), "430[]");
}

TEST(Closing, says_goodbye_so_that_clients_come_back) {
    Stand stand({}, 2);
    auto client = stand.connected();
    auto plain = stand.upgraded("/ws/chat/a");
    const auto path = stand.polling_session();
    auto waiting = stand.peer();
    Stand::begin(waiting, "GET", path);
    Stand::wait_until([&] { return stand.hub.totals().plain == 1; });

    stand.close(10s);

    EXPECT_EQ(client.message(), "(close 1001)");
    EXPECT_EQ(client.read_to_the_end(), "");
    EXPECT_EQ(plain.message(), "(close 1001)");
    EXPECT_EQ(waiting.response().body, "1");
    EXPECT_EQ(stand.hub.totals().web_sockets, 0);
    EXPECT_EQ(stand.hub.totals().plain, 0);
    EXPECT_EQ(stand.hub.totals().polling, 0);
    EXPECT_EQ(stand.ask("GET", "/socket.io/?EIO=4&transport=polling").status, 503u);
}

/// A lane that rests for longer than any test takes, once it has written to anybody.
const Config restful{.rests = {.pass_min = 0ms, .rest_min = 1h, .rest_max = 1h}};

/// Until what the thread has been given, and what came of that, has run.
void let_run(net::IoThread& thread) {
    for (int i = 0; i < 3; ++i) {
        std::promise<void> is_run;
        thread.post([&is_run] { is_run.set_value(); });
        is_run.get_future().wait();
    }
}

TEST(Resting, gathers_what_is_said_until_it_ends) {
    Stand stand(restful);
    auto ada = stand.upgraded("/ws/chat/room");
    Stand::wait_until([&] { return stand.hub.totals().passes == 1 && stand.hub.totals().opened; });

    for (int n = 0; n < 100; ++n) stand.publish("room", n);
    let_run(stand.threads.at(0));
    EXPECT_EQ(stand.hub.totals().passes, 1u);

    stand.close(10s);
    EXPECT_EQ(stand.hub.totals().passes, 3u) << "one for all that was said, one for goodbye";
    for (int n = 0; n < 100; ++n) {
        const auto number = "{\"n\":" + std::to_string(n) + "}";
        EXPECT_EQ(ada.message(), R"({"event":"new_number","data":)" + number + "}");
    }
}

TEST(Resting, is_over_when_the_hub_closes) {
    Stand stand(restful);
    auto ada = stand.upgraded("/ws/chat/room");
    Stand::wait_until([&] { return stand.hub.totals().passes == 1 && stand.hub.totals().opened; });

    stand.close(10s);

    EXPECT_EQ(ada.message(), "(close 1001)");
}

TEST(Closing, does_not_wait_longer_than_it_may) {
    Stand stand;
    const auto path = stand.polling_session();  // Nobody asks for its last words.
    auto busy = stand.connected();
    busy.send(R"(42["wait"])");
    Stand::wait_until([&] { return stand.echo.heard == 1; });

    stand.close(50ms);

    EXPECT_EQ(stand.hub.totals().polling, 0);
    EXPECT_EQ(stand.echo.gone, 1);
}

/// Clients of every kind come, ask, publish and vanish on all threads while the hub closes.
TEST(Closing, leaves_nothing_behind_under_load) {
    Stand stand({.ping_interval = 20ms, .ping_timeout = 20ms}, 3);
    std::atomic<bool> is_over = false;
    std::vector<std::thread> crowd;
    for (int i = 0; i < 4; ++i) {
        crowd.emplace_back([&, i] {
            while (!is_over) {
                auto client = stand.peer();
                const auto* path =
                    i == 0 ? "/ws/chat/all" : "/socket.io/?EIO=4&transport=websocket";
                Stand::begin_upgrade(client, path);
                client.send("40{\"auth\":\"follow\"}");
                client.send(R"(421["tell",1])");
                stand.publish("all", i);
                if (i % 2 == 0) client.hang_up();
            }
        });
    }
    Stand::wait_until([&] { return stand.hub.totals().opened > 200; });

    stand.close(100ms);

    is_over = true;
    for (auto& one : crowd) one.join();
    EXPECT_EQ(stand.hub.totals().web_sockets, 0);
    EXPECT_EQ(stand.hub.totals().plain, 0);
}

}  // namespace
}  // namespace freshet::sockets
