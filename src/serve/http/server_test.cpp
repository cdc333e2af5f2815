#include "serve/http/server.hpp"

#include <future>
#include <mutex>
#include <stdexcept>
#include <sys/socket.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/outage.hpp"
#include "net/io_threads.hpp"
#include "net/memory_file.hpp"
#include "serve/http/cors.hpp"
#include "serve/http/router.hpp"
#include "serve/http/testing/client.hpp"

namespace freshet::http {
namespace {

namespace asio = boost::asio;
using std::chrono::hours;
using std::chrono::milliseconds;
using test::Client;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string get(std::string_view path, std::string_view fields = "") {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n";
}

std::string post(std::string_view path, std::string_view rest) {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(rest);
}

asio::awaitable<Response> say_hello(const Request& request) {
    Response response{.body = "hello " + request.params.at("name")};
    response.headers.add("Content-Type", "text/plain");
    co_return response;
}

asio::awaitable<Response> echo(const Request& request) { co_return Response{.body = request.body}; }

asio::awaitable<Response> who(const Request& request) {
    co_return Response{.body = request.peer_ip + (request.secure ? " secure" : "")};
}

asio::awaitable<Response> never(const Request&) {
    asio::steady_timer timer(co_await asio::this_coro::executor, hours(1));
    co_await timer.async_wait(asio::use_awaitable);
    co_return Response{};
}

asio::awaitable<Response> soon(const Request&) {
    asio::steady_timer timer(co_await asio::this_coro::executor, milliseconds(30));
    co_await timer.async_wait(asio::use_awaitable);
    co_return Response{.body = std::string("at last")};
}

/// Knows whoever says "X-Friend", and by what name.
asio::awaitable<std::expected<Handler, Response>> admit_friends(const Request& head) {
    EXPECT_EQ(head.body, "");
    const auto name = head.headers.get("X-Friend");
    if (!name) co_return std::unexpected(Response{.status = 401, .body = std::string("who?")});
    if (name == "outage") {
        throw boost::system::system_error(make_error_code(Outage::unavailable));
    }
    co_return [](const Request& request) { return echo(request); };
}

asio::awaitable<Response> broken(const Request&) {
    throw std::runtime_error("the secret reason");
    co_return Response{};
}

asio::awaitable<Response> outage(const Request&) {
    throw boost::system::system_error(make_error_code(Outage::unavailable));
    co_return Response{};
}

asio::awaitable<Response> empty(const Request&) { co_return Response{.status = 204}; }

class ServerTest : public testing::Test {
protected:
    ServerTest() {
        add("/hello/:name", say_hello);
        add("/who", who);
        add("/never", never, {.deadline = milliseconds(20)});
        add("/soon", soon);
        add("/broken", broken);
        add("/outage", outage);
        add("/empty", empty);
        router.add(Method::post, "/echo", echo, {.body_bytes_max = 100'000});
        router.add(Method::post, "/nobody", echo);
        router.add(Method::post, "/friends", broken,
                   {.body_bytes_max = 100'000, .admit = admit_friends});
        hooks.finished = [this](const Finished& finished) {
            const std::lock_guard lock(mutex);
            routes.push_back(std::string(finished.route) + " " + std::to_string(finished.status));
        };
    }

    ~ServerTest() override {
        server.reset();
        threads.stop();
    }

    void add(std::string pattern, Handler handler, RouteOptions options = {}) {
        router.add(Method::get, std::move(pattern), std::move(handler), options);
    }

    Client connect() {
        if (!server) {
            threads.start();
            server.emplace(router, config, hooks, threads);
            server->start();
        }
        return Client(server->port());
    }

    Router router;
    Config config;
    Hooks hooks;
    net::IoThreads threads{2};
    std::mutex mutex;
    std::vector<std::string> routes;
    std::optional<Server> server;
};

TEST_F(ServerTest, answers_one_request_after_the_other) {
    auto client = connect();
    for (const auto* name : {"ada", "grace"}) {
        const auto response = client.ask(get(std::string("/hello/") + name));
        EXPECT_THAT(response, StartsWith("HTTP/1.1 200 OK\r\n"));
        EXPECT_THAT(response, testing::EndsWith(std::string("\r\n\r\nhello ") + name));
        EXPECT_THAT(response, HasSubstr("\r\nServer: freshet\r\n"));
        EXPECT_THAT(response, HasSubstr("\r\nX-Request-Id: "));
    }
}

TEST_F(ServerTest, answers_pipelined_requests_in_their_order) {
    auto client = connect();
    client.say(get("/hello/1") + post("/echo", "Content-Length: 1\r\n\r\n2") + get("/soon") +
               get("/hello/4"));
    EXPECT_THAT(client.response(), HasSubstr("hello 1"));
    EXPECT_THAT(client.response(), testing::EndsWith("\r\n\r\n2"));
    EXPECT_THAT(client.response(), HasSubstr("at last"));
    EXPECT_THAT(client.response(), HasSubstr("hello 4"));
}

TEST_F(ServerTest, answers_head_with_the_head_of_get) {
    auto client = connect();
    client.say("HEAD /hello/ada HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_THAT(client.head(), HasSubstr("\r\nContent-Length: 9\r\n"));
    EXPECT_THAT(client.ask(get("/hello/b")), StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, says_no_length_where_there_is_no_body) {
    auto client = connect();
    EXPECT_THAT(client.ask(get("/empty")), Not(HasSubstr("Content-Length")));
    EXPECT_THAT(client.ask(get("/hello/b")), StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, closes_after_the_answer_to_who_asks_for_it) {
    auto client = connect();
    client.say(get("/hello/ada", "Connection: close\r\n"));
    EXPECT_THAT(client.to_the_end(), HasSubstr("\r\nConnection: close\r\n"));
    auto old = connect();
    old.say("GET /hello/ada HTTP/1.0\r\n\r\n");
    EXPECT_THAT(old.to_the_end(), testing::EndsWith("hello ada"));
}

TEST_F(ServerTest, reads_bodies_of_both_framings) {
    auto client = connect();
    const std::string large(100'000, 'x');
    EXPECT_THAT(client.ask(post("/echo", "Content-Length: 100000\r\n\r\n" + large)),
                testing::EndsWith(large));
    EXPECT_THAT(client.ask(post(
                    "/echo", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n")),
                testing::EndsWith("\r\n\r\nabcd"));
}

TEST_F(ServerTest, refuses_a_body_that_is_too_large_before_reading_it) {
    for (const auto* path : {"/echo", "/nobody"}) {
        auto client = connect();
        client.say(post(path, "Content-Length: 100001\r\nExpect: 100-continue\r\n\r\n"));
        const auto response = client.response();
        EXPECT_THAT(response, StartsWith("HTTP/1.1 413"));
        EXPECT_THAT(response, HasSubstr("application/problem+json"));
        EXPECT_THAT(response, HasSubstr("\r\nConnection: close\r\n"));
    }
}

TEST_F(ServerTest, refuses_who_may_not_send_a_body_before_reading_it) {
    auto client = connect();

    client.say(post("/friends", "Content-Length: 4\r\nExpect: 100-continue\r\n\r\n"));

    const auto told = client.to_the_end();
    EXPECT_THAT(told, StartsWith("HTTP/1.1 401"));
    EXPECT_THAT(told, HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_THAT(told, testing::EndsWith("who?"));
}

TEST_F(ServerTest, reads_the_body_of_who_may_send_one_for_the_handler_that_admission_gave) {
    auto client = connect();
    const std::string fields = "X-Friend: ada\r\nContent-Length: 4\r\n";

    EXPECT_THAT(client.ask(post("/friends", fields + "\r\nbody")), testing::EndsWith("body"));
    client.say(post("/friends", fields + "Expect: 100-continue\r\n\r\n"));
    EXPECT_EQ(client.head(), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_THAT(client.ask("more"), testing::EndsWith("more"));
}

TEST_F(ServerTest, answers_for_an_admission_that_fails_and_reads_no_body) {
    auto client = connect();

    client.say(post("/friends", "X-Friend: outage\r\nContent-Length: 4\r\n\r\n"));

    EXPECT_THAT(client.to_the_end(), StartsWith("HTTP/1.1 503"));
}

TEST_F(ServerTest, tells_a_client_that_sends_too_much_why_before_it_hangs_up) {
    auto client = connect();
    client.say(
        post("/nobody", "Transfer-Encoding: chunked\r\n\r\n1000\r\n" + std::string(0x1000, 'x')));
    client.hang_up_sending();
    EXPECT_THAT(client.to_the_end(), StartsWith("HTTP/1.1 413"));
}

TEST_F(ServerTest, invites_a_body_that_waits_to_be_asked_for) {
    auto client = connect();
    client.say(post("/echo", "Content-Length: 4\r\nExpect: 100-continue\r\n\r\n"));
    EXPECT_EQ(client.head(), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_THAT(client.ask("body"), testing::EndsWith("\r\n\r\nbody"));
}

TEST_F(ServerTest, refuses_what_is_no_request_and_closes) {
    const struct {
        const char* input;
        const char* status;
    } rows[] = {
        {"\x16\x03\x01", "HTTP/1.1 400"},
        {"GET / HTTP/1.1\nHost: a\n\n", "HTTP/1.1 400"},
        {"GET /%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400"},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: "
         "chunked\r\n\r\n",
         "HTTP/1.1 400"},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
         "HTTP/1.1 400"},
        {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 501"},
        {"GET / HTTP/3.0\r\nHost: a\r\n\r\n", "HTTP/1.1 505"},
    };
    for (const auto& row : rows) {
        auto client = connect();
        client.say(row.input);
        client.hang_up_sending();
        const auto all = client.to_the_end();
        EXPECT_THAT(all, StartsWith(row.status)) << row.input;
        EXPECT_EQ(all.find("HTTP/1.1", 1), std::string::npos) << "one answer to " << row.input;
    }
}

TEST_F(ServerTest, lets_nobody_hold_a_connection_with_half_a_head_or_in_silence) {
    config.limits.head_time = milliseconds(20);
    config.limits.idle_time = milliseconds(20);
    auto half = connect();
    half.say("GET / HTTP/1.1\r\n");
    EXPECT_EQ(half.to_the_end(), "");
    auto silent = connect();
    EXPECT_EQ(silent.to_the_end(), "");
}

TEST_F(ServerTest, lets_nobody_hold_a_connection_with_a_body_that_trickles) {
    config.limits.stall_time = milliseconds(20);
    auto client = connect();
    client.say(post("/echo", "Content-Length: 10\r\n\r\nabc"));
    EXPECT_EQ(client.to_the_end(), "");
}

TEST_F(ServerTest, answers_for_a_handler_that_takes_too_long) {
    auto client = connect();
    client.say(get("/never"));
    EXPECT_THAT(client.to_the_end(), StartsWith("HTTP/1.1 503"));
}

TEST_F(ServerTest, answers_for_a_handler_that_throws_without_telling_why) {
    auto client = connect();
    const auto internal = client.ask(get("/broken"));
    EXPECT_THAT(internal, StartsWith("HTTP/1.1 500"));
    EXPECT_THAT(internal, Not(HasSubstr("secret")));
    EXPECT_THAT(client.ask(get("/outage")), StartsWith("HTTP/1.1 503"));
    EXPECT_THAT(client.ask(get("/hello/b")), StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, tells_apart_what_is_not_there_and_what_cannot_be_done) {
    auto client = connect();
    EXPECT_THAT(client.ask(get("/nothing")), StartsWith("HTTP/1.1 404"));
    const auto wrong = client.ask("DELETE /echo HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_THAT(wrong, StartsWith("HTTP/1.1 405"));
    EXPECT_THAT(wrong, HasSubstr("\r\nAllow: POST, OPTIONS\r\n"));
}

TEST_F(ServerTest, answers_a_preflight_through_the_hook) {
    const Cors cors({"https://app.example"});
    hooks.decorate = [&cors](const Request& request, Response& response) {
        cors.decorate(request, response);
    };
    auto client = connect();
    const auto response = client.ask(
        "OPTIONS /echo HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example\r\n"
        "Access-Control-Request-Method: POST\r\n\r\n");
    EXPECT_THAT(response, StartsWith("HTTP/1.1 204"));
    EXPECT_THAT(response, HasSubstr("\r\nAccess-Control-Allow-Methods: POST, OPTIONS\r\n"));
}

TEST_F(ServerTest, lets_the_product_write_the_problems) {
    hooks.problem = [](const Request& request, const Problem& problem) {
        return Response{.status = problem.status,
                        .body = std::string(problem.code) + " " + request.path};
    };
    auto client = connect();
    EXPECT_THAT(client.ask(get("/nothing")), testing::EndsWith("not_found /nothing"));
}

TEST_F(ServerTest, tells_the_route_and_never_the_path) {
    auto client = connect();
    client.ask(get("/hello/secret"));
    client.ask(get("/nothing/secret"));
    client.ask(get("/empty"));  // By now the former two have been told.
    const std::lock_guard lock(mutex);
    ASSERT_GE(routes.size(), 2u);
    EXPECT_EQ(routes[0], "/hello/:name 200");
    EXPECT_EQ(routes[1], "(none) 404");
}

TEST_F(ServerTest, believes_in_forwarding_by_trusted_proxies_alone) {
    const auto forwarded =
        get("/who", "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n");
    auto stranger = connect();
    EXPECT_THAT(stranger.ask(forwarded), testing::EndsWith("\r\n\r\n127.0.0.1"));
    server.reset();
    ASSERT_TRUE(config.trusted_proxies.add("127.0.0.1"));
    server.emplace(router, config, hooks, threads);
    server->start();
    auto proxy = connect();
    EXPECT_THAT(proxy.ask(forwarded), testing::EndsWith("\r\n\r\n203.0.113.9 secure"));
}

TEST_F(ServerTest, sends_files_and_shared_texts_whole) {
    const std::string large(3'000'000, 'z');
    auto file = net::MemoryFile::create();
    ASSERT_TRUE(file && file->append({as_bytes(large)}));
    const auto shared = std::make_shared<const net::MemoryFile>(std::move(*file));
    const auto text = std::make_shared<const std::string>(large);
    const auto give = [](Body body) -> asio::awaitable<Response> {
        co_return Response{.body = std::move(body)};
    };
    add("/file", [&](const Request&) {
        return give(FileBody{.file = shared, .offset = 0, .size = large.size()});
    });
    add("/text", [&](const Request&) { return give(text); });
    auto client = connect();
    for (const auto* path : {"/file", "/text"}) {
        const auto response = client.ask(get(path));
        EXPECT_EQ(response.size() - response.find("\r\n\r\n") - 4, large.size()) << path;
        EXPECT_TRUE(response.ends_with(large)) << path;
    }
}

TEST_F(ServerTest, lets_go_of_a_client_that_takes_nothing) {
    config.limits.stall_time = milliseconds(20);
    const auto text = std::make_shared<const std::string>(20'000'000, 'z');
    const auto give = [](Body body) -> asio::awaitable<Response> {
        co_return Response{.body = std::move(body)};
    };
    add("/text", [&](const Request&) { return give(text); });
    std::promise<std::uint64_t> sent;
    hooks.finished = [&](const Finished& finished) { sent.set_value(finished.bytes); };
    config.limits.body_rate_min = 1'000'000'000;
    auto client = connect();
    client.say(get("/text"));
    EXPECT_LT(sent.get_future().get(), text->size());
}

TEST_F(ServerTest, gives_its_socket_away_with_what_was_read_beyond_the_request) {
    std::promise<std::pair<net::Descriptor, std::string>> taken;
    const auto take =
        [](std::promise<std::pair<net::Descriptor, std::string>>& to) -> asio::awaitable<Response> {
        co_return Response{.body = Takeover{[&to](net::Descriptor socket, Bytes unread) {
                               to.set_value({std::move(socket), std::string(as_text(unread))});
                           }}};
    };
    add("/take", [&](const Request&) { return take(taken); });
    auto client = connect();
    client.say(get("/take") + "more");

    const auto [socket, unread] = taken.get_future().get();

    EXPECT_EQ(unread, "more");
    ASSERT_EQ(::send(socket.get(), "HTTP/1.1 200\r\n\r\n", 16, MSG_NOSIGNAL), 16);
    EXPECT_EQ(client.head(), "HTTP/1.1 200\r\n\r\n");
}

TEST_F(ServerTest, keeps_the_place_of_a_client_whose_socket_was_taken_for_as_long_as_it_is_kept) {
    std::promise<std::shared_ptr<const void>> kept;
    const auto take =
        [](const Request& request,
           std::promise<std::shared_ptr<const void>>& to) -> asio::awaitable<Response> {
        co_return Response{.body = Takeover{[&to, place = request.place](net::Descriptor, Bytes) {
                               to.set_value(place);
                           }}};
    };
    add("/take", [&](const Request& request) { return take(request, kept); });
    auto client = connect();
    client.say(get("/take"));
    auto place = kept.get_future().get();
    EXPECT_EQ(client.to_the_end(), "");
    server->stop(milliseconds(0));
    EXPECT_EQ(server->counts().connections, 1u);
    place.reset();
    EXPECT_EQ(server->counts().connections, 0u);
}

TEST_F(ServerTest, finishes_what_it_is_answering_before_it_stops) {
    std::promise<void> begun;
    const auto wait = [](std::promise<void>& to) -> asio::awaitable<Response> {
        to.set_value();
        const Request none;
        auto response = co_await soon(none);
        co_return response;
    };
    add("/begun", [&](const Request&) { return wait(begun); });
    auto idle = connect();
    EXPECT_THAT(idle.ask(get("/hello/a")), StartsWith("HTTP/1.1 200"));
    auto busy = connect();
    busy.say(get("/begun"));
    begun.get_future().wait();

    server->stop(hours(1));

    EXPECT_EQ(idle.to_the_end(), "");
    EXPECT_THAT(busy.to_the_end(),
                testing::AllOf(HasSubstr("Connection: close"), HasSubstr("at last")));
}

TEST_F(ServerTest, waits_no_longer_than_the_grace_for_a_handler) {
    std::promise<void> begun;
    const auto wait = [](std::promise<void>& to) -> asio::awaitable<Response> {
        to.set_value();
        const Request none;
        auto response = co_await never(none);
        co_return response;
    };
    add("/begun", [&](const Request&) { return wait(begun); });
    auto client = connect();
    client.say(get("/begun"));
    begun.get_future().wait();
    server->stop(milliseconds(1));
    EXPECT_THAT(client.to_the_end(), StartsWith("HTTP/1.1 503"));
}

TEST_F(ServerTest, packs_large_text_for_who_takes_it) {
    add("/large", [](const Request&) -> asio::awaitable<Response> {
        Response response{.body = std::string(10'000, 'x')};
        response.headers.add("Content-Type", "application/json");
        co_return response;
    });
    auto client = connect();
    const auto packed = client.ask(get("/large", "Accept-Encoding: gzip\r\n"));
    EXPECT_THAT(packed, HasSubstr("\r\nContent-Encoding: gzip\r\n"));
    EXPECT_LT(packed.size(), 1'000u);
    EXPECT_GT(client.ask(get("/large")).size(), 10'000u);
}

}  // namespace
}  // namespace freshet::http
