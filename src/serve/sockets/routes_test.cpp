#include "serve/sockets/routes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "serve/sockets/testing/stand.hpp"

namespace freshet::sockets {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using testing::Peer;
using testing::Stand;
using ::testing::StartsWith;

constexpr std::string_view new_polling = "/socket.io/?EIO=4&transport=polling";

/// The answer to `GET path` that is being waited for.
Peer begin_poll(Stand& stand, const std::string& path) {
    auto client = stand.peer();
    Stand::begin(client, "GET", path);
    return client;
}

std::string web_socket_of(const std::string& polling_path) {
    auto path = polling_path;
    path.replace(path.find("polling"), 7, "websocket");
    return path;
}

TEST(EngineRoutes, open_a_polling_session) {
    Stand stand;
    for (const auto* path : {"/socket.io/?EIO=4&transport=polling",
                             "/socket.io?EIO=4&transport=polling&b64=1&t=abc"}) {
        const auto answer = stand.ask("GET", path);

        EXPECT_EQ(answer.status, 200u);
        EXPECT_THAT(answer.head, HasSubstr("Content-Type: text/plain; charset=UTF-8\r\n"));
        EXPECT_THAT(answer.head, HasSubstr("Cache-Control: no-store\r\n"));
        EXPECT_THAT(answer.body, MatchesRegex(R"(0\{"sid":"[A-Za-z0-9_-]{22}",.*\})"));
        EXPECT_THAT(answer.body, HasSubstr(R"("upgrades":["websocket"])"));
        EXPECT_THAT(answer.body, HasSubstr(R"("pingInterval":25000)"));
        EXPECT_THAT(answer.body, HasSubstr(R"("pingTimeout":20000)"));
        EXPECT_THAT(answer.body, HasSubstr(R"("maxPayload":100000)"));
    }
    EXPECT_EQ(stand.hub.totals().polling, 2);
}

TEST(EngineRoutes, open_a_session_of_a_web_socket) {
    Stand stand;
    auto client = stand.upgraded("/socket.io/?EIO=4&transport=websocket");

    const auto opening = client.message();

    EXPECT_THAT(opening, StartsWith(R"(0{"sid":")"));
    EXPECT_THAT(opening, HasSubstr(R"("upgrades":[])"));
    EXPECT_EQ(stand.hub.totals().web_sockets, 1);
}

struct Refused {
    const char* method;
    const char* path;
    const char* body;
};

TEST(EngineRoutes, refuse_as_engine_io_does) {
    Stand stand;
    const auto unknown = std::string(new_polling) + "&sid=AAAAAAAAAAAAAAAAAAAAAA";
    const auto of_no_thread = std::string(new_polling) + "&sid=_wAAAAAAAAAAAAAAAAAAAA";
    const auto polling = stand.polling_session();
    for (const auto& [method, path, body] : {
             Refused{"GET", "/socket.io/?EIO=4", R"({"code":0,"message":"Transport unknown"})"},
             Refused{"GET", "/socket.io/?EIO=4&transport=abc", R"({"code":0,)"},
             Refused{"GET", unknown.c_str(), R"({"code":1,"message":"Session ID unknown"})"},
             Refused{"GET", of_no_thread.c_str(), R"({"code":1,)"},
             Refused{"POST", "/socket.io/?EIO=4&transport=polling&sid=a", R"({"code":1,)"},
             Refused{"POST", "/socket.io/?EIO=4&transport=polling",
                     R"({"code":2,"message":"Bad handshake method"})"},
             Refused{"PUT", "/socket.io/?EIO=4&transport=polling", R"({"code":2,)"},
             Refused{"DELETE", "/socket.io/?EIO=4&transport=polling", R"({"code":2,)"},
             Refused{"GET", "/socket.io/?EIO=4&transport=websocket",
                     R"({"code":3,"message":"Bad request"})"},
             Refused{"PATCH", polling.c_str(), R"({"code":3,)"},
             Refused{"GET", "/socket.io/?transport=polling",
                     R"({"code":5,"message":"Unsupported protocol version"})"},
             Refused{"GET", "/socket.io/?EIO=3&transport=polling", R"({"code":5,)"},
         }) {
        const auto answer = stand.ask(method, path);
        EXPECT_EQ(answer.status, 400u) << method << " " << path;
        EXPECT_THAT(answer.body, StartsWith(body)) << method << " " << path;
        EXPECT_THAT(answer.head, HasSubstr("Content-Type: application/json\r\n"));
    }
    auto curious = stand.peer();
    Stand::begin(curious, "HEAD", new_polling);
    EXPECT_THAT(curious.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
    EXPECT_EQ(stand.ask("OPTIONS", new_polling).status, 204u);
}

TEST(EngineRoutes, let_the_pages_of_our_own_poll_with_their_cookies_and_no_others) {
    Stand stand;
    for (const auto* method : {"GET", "OPTIONS"}) {
        auto ours = stand.peer();
        Stand::begin(ours, method, new_polling, {},
                     "Origin: https://app.example\r\nAccess-Control-Request-Method: POST\r\n");
        const auto head = ours.read_until("\r\n\r\n");
        EXPECT_THAT(head, HasSubstr("Access-Control-Allow-Origin: https://app.example\r\n"));
        EXPECT_THAT(head, HasSubstr("Access-Control-Allow-Credentials: true\r\n"));
    }
    auto other = stand.peer();
    Stand::begin(other, "GET", new_polling, {}, "Origin: https://else.example\r\n");
    EXPECT_THAT(other.read_until("\r\n\r\n"), Not(HasSubstr("Access-Control-Allow-Origin")));
}

TEST(EngineRoutes, refuse_clients_beyond_their_limit) {
    Stand stand({.clients_max = 2});
    (void)stand.polling_session();
    (void)stand.polling_session();

    EXPECT_EQ(stand.ask("GET", new_polling).status, 503u);
}

TEST(EngineRoutes, refuse_a_web_socket_of_another_version_and_say_which) {
    Stand stand;
    auto client = stand.peer();
    Stand::begin(client, "GET", "/socket.io/?EIO=4&transport=websocket", {},
                 "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 12\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");

    const auto answer = client.response();

    EXPECT_EQ(answer.status, 426u);
    EXPECT_THAT(answer.head, HasSubstr("Sec-WebSocket-Version: 13\r\n"));
}

TEST(EngineRoutes, tell_newcomers_when_to_come_back_and_no_session_that_is_there) {
    std::atomic<bool> is_full = false;
    Stand stand({.gate = [&](std::string_view) -> std::optional<std::chrono::seconds> {
        return is_full ? std::optional(7s) : std::nullopt;
    }});
    const auto polling = stand.polling_session();
    is_full = true;

    for (const auto* path : {"/socket.io/?EIO=4&transport=polling",
                             "/socket.io/?EIO=4&transport=websocket", "/ws/chat/a"}) {
        const auto answer = stand.ask("GET", path);
        EXPECT_EQ(answer.status, 429u) << path;
        EXPECT_THAT(answer.head, HasSubstr("Retry-After: 7\r\n"));
    }
    EXPECT_EQ(stand.ask("POST", polling, "40").body, "ok");
    EXPECT_THAT(stand.ask("GET", polling).body, StartsWith("40{"));
}

/// With two io threads, of which either may get a request.
struct Polling : ::testing::Test {
    Stand stand{{}, 2};
    std::string path = stand.polling_session();
};

TEST_F(Polling, is_as_good_as_a_web_socket_whatever_thread_a_request_comes_to) {
    EXPECT_EQ(stand.ask("POST", path, "40").body, "ok");
    EXPECT_THAT(stand.ask("GET", path).body, StartsWith(R"(40{"sid":")"));

    for (int i = 0; i < 20; ++i) {
        auto waiting = begin_poll(stand, path);
        const auto n = std::to_string(i);
        EXPECT_EQ(stand.ask("POST", path, "42" + n + R"(["anything",)" + n + "]").body, "ok");
        EXPECT_EQ(waiting.response().body, "43" + n + "[" + n + "]");
    }
}

TEST_F(Polling, takes_and_gives_several_packets_at_once) {
    EXPECT_EQ(stand
                  .ask("POST", path,
                       "40\x1e"
                       R"(421["a",1])"
                       "\x1e"
                       R"(422["b",2])")
                  .body,
              "ok");
    Stand::wait_until([&] { return stand.echo.heard == 2; });

    const auto body = stand.ask("GET", path).body;

    EXPECT_THAT(body, StartsWith("40{"));
    EXPECT_THAT(body, HasSubstr("\x1e"
                                "431[1]\x1e"
                                "432[2]"));
}

TEST_F(Polling, hears_news_while_a_request_is_held_and_between_two) {
    (void)stand.ask("POST", path, "40{\"auth\":\"follow\"}");
    (void)stand.ask("GET", path);
    auto waiting = begin_poll(stand, path);

    stand.publish("all", 1);
    EXPECT_EQ(waiting.response().body, R"(42["new-number",{"n":1},"1"])");
    stand.publish("all", 2);
    stand.publish("all", 3);
    EXPECT_EQ(stand.ask("GET", path).body,
              "42[\"new-number\",{\"n\":2},\"2\"]\x1e"
              "42[\"new-number\",{\"n\":3},\"3\"]");
}

TEST_F(Polling, takes_binary_for_null) {
    (void)stand.ask("POST", path, "40");
    (void)stand.ask("GET", path);

    EXPECT_EQ(stand
                  .ask("POST", path,
                       "451-7[\"e\",{\"a\":{\"_placeholder\":true,\"num\":0},\"b\":1}]\x1e"
                       "bAQIDBA==")
                  .body,
              "ok");

    EXPECT_EQ(stand.ask("GET", path).body, R"(437[{"a":null,"b":1}])");
}

TEST_F(Polling, ends_with_two_requests_at_once) {
    auto first = begin_poll(stand, path);
    auto second = begin_poll(stand, path);

    auto held = first.response();
    auto refused = second.response();
    if (held.status == 400) std::swap(held, refused);  // They came by two threads.
    EXPECT_EQ(held.body, "1");
    EXPECT_EQ(refused.status, 400u);
    EXPECT_THAT(stand.ask("GET", path).body, HasSubstr(R"("code":1)"));
    EXPECT_EQ(stand.hub.totals().polling, 0);
}

TEST_F(Polling, ends_when_the_client_says_so_and_a_held_request_hears_nothing_of_it) {
    auto waiting = begin_poll(stand, path);

    EXPECT_EQ(stand.ask("POST", path, "1").body, "ok");

    const auto answer = waiting.response();
    EXPECT_TRUE(answer.body == "6" || answer.status == 400u) << answer.body;
    EXPECT_EQ(stand.ask("GET", path).status, 400u);
}

TEST_F(Polling, ends_with_what_nobody_understands) {
    for (const auto* body :
         {"abc", "", "2", "4", "49", "42{}", R"(42["connect"])", "452-[]", "4\xff",
          "40\x1e"
          "40",
          "40\x1e\x1e"
          "40"}) {
        const auto session = stand.polling_session();
        auto waiting = begin_poll(stand, session);
        const auto answer = stand.ask("POST", session, body);
        Stand::wait_until([&] { return stand.ask("GET", session).status == 400; });
        EXPECT_TRUE(answer.status == 400u || answer.body == "ok") << body;
    }
    Stand::wait_until([&] { return stand.hub.totals().polling == 1; });
}

TEST_F(Polling, takes_no_more_than_it_said) {
    EXPECT_EQ(stand.ask("POST", path, std::string(100'001, 'x')).status, 413u);
    EXPECT_EQ(stand.ask("POST", path, "40" + std::string(99'998, ' ')).status, 400u);
}

TEST_F(Polling, does_not_read_on_while_too_much_waits_and_loses_nothing) {
    (void)stand.ask("POST", path, "40");
    (void)stand.ask("GET", path);
    std::string body = R"(42["wait"])";
    for (int i = 0; i < 200; ++i)
        body +=
            "\x1e"
            R"(42["count"])";
    auto poster = stand.peer();
    Stand::begin(poster, "POST", path, body);
    Stand::wait_until([&] { return stand.echo.heard == 1; });

    // More than may wait is asked for; only when it is heard is what was posted answered.
    stand.echo.open_gate();
    EXPECT_EQ(poster.response().body, "ok");
    Stand::wait_until([&] { return stand.echo.heard == 201; });
    EXPECT_EQ(stand.echo.at_once_max, 1);
}

/// A session that has been told of by polling, with its WebSocket trying.
struct Upgrade : Polling {
    Upgrade() {
        (void)stand.ask("POST", path, "40{\"auth\":\"follow\"}");
        (void)stand.ask("GET", path);
    }

    Peer probing() {
        auto client = stand.upgraded(web_socket_of(path));
        client.send("2probe");
        EXPECT_EQ(client.message(), "3probe");
        return client;
    }
};

TEST_F(Upgrade, moves_a_session_to_a_web_socket_without_losing_news) {
    auto waiting = begin_poll(stand, path);
    auto client = probing();
    EXPECT_EQ(waiting.response().body, "6");
    stand.publish("all", 1);

    client.send("5");
    stand.publish("all", 2);

    EXPECT_EQ(client.message(), R"(42["new-number",{"n":1},"1"])");
    EXPECT_EQ(client.message(), R"(42["new-number",{"n":2},"2"])");
    client.send(R"(421["a",1])");
    EXPECT_EQ(client.message(), "431[1]");
    EXPECT_EQ(stand.hub.totals().web_sockets, 1);
    EXPECT_EQ(stand.hub.totals().polling, 0);
}

TEST_F(Upgrade, goes_well_however_often_and_on_whatever_thread) {
    for (int i = 0; i < 20; ++i) {
        path = stand.polling_session();
        (void)stand.ask("POST", path, "40");
        (void)stand.ask("GET", path);
        auto client = probing();
        EXPECT_EQ(stand.ask("GET", path).body, "6") << "a request is not held any more";
        client.send("5");
        client.send(R"(421["a",1])");
        EXPECT_EQ(client.message(), "431[1]");
    }
}

TEST_F(Upgrade, leaves_nothing_for_requests_by_http) {
    auto client = probing();
    client.send("5");
    client.send(R"(421["a",1])");
    EXPECT_EQ(client.message(), "431[1]");

    EXPECT_EQ(stand.ask("GET", path).status, 400u);
    EXPECT_EQ(stand.ask("POST", path, R"(42["a"])").status, 400u);
    auto second = stand.peer();
    Stand::begin_upgrade(second, web_socket_of(path));
    EXPECT_EQ(second.response().status, 400u);
    client.send(R"(422["a",2])");
    EXPECT_EQ(client.message(), "432[2]");
}

TEST_F(Upgrade, may_fail_and_the_session_goes_on) {
    for (const auto* wrong : {"2", "3probe", "5", "40", "2probes", ""}) {
        auto client = stand.upgraded(web_socket_of(path));
        client.send(wrong);
        EXPECT_EQ(client.read_to_the_end(), "") << wrong;
        (void)stand.ask("POST", path, R"(421["a",1])");
        EXPECT_EQ(stand.ask("GET", path).body, "431[1]");
    }
    auto client = probing();
    client.hang_up();
    Stand::wait_until([&] {
        (void)stand.ask("POST", path, R"(421["a",1])");
        return stand.ask("GET", path).body != "6";
    });
}

TEST(PlainRoutes, lead_to_what_their_address_names) {
    Stand stand;
    auto client = stand.peer();
    Stand::begin(client, "GET", "/ws/chat/0198-a%20b", {},
                 "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                 "User-Agent: a client\r\nAccept-Language: vi\r\nOrigin: https://else.example\r\n");
    EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 101 "));
    Stand::wait_until([&] { return stand.echo.last_guest().is_plain; });

    const auto guest = stand.echo.last_guest();
    EXPECT_EQ(guest.path, "0198-a b");
    EXPECT_EQ(guest.peer_ip, "127.0.0.1");
    EXPECT_EQ(guest.user_agent, "a client");
    EXPECT_EQ(guest.accept_language, "vi");
    EXPECT_EQ(stand.ask("GET", "/ws/chat/a").status, 400u);
}

}  // namespace
}  // namespace freshet::sockets
