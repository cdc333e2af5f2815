#include "serve/http/incoming_body.hpp"

#include <chrono>
#include <future>
#include <optional>
#include <semaphore>
#include <string>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/io_threads.hpp"
#include "serve/http/error.hpp"
#include "serve/http/router.hpp"
#include "serve/http/server.hpp"
#include "serve/http/testing/client.hpp"

namespace freshet::http {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using test::Client;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

/// What a handler saw of one body.
struct Seen {
    std::string text{};
    std::size_t pieces = 0;
    std::size_t largest = 0;
    std::optional<std::uint64_t> length{};
    ErrorCode end{};
};

class IncomingBodyTest : public testing::Test {
protected:
    IncomingBodyTest() {
        config.limits.stall_time = milliseconds(20);  // Which is not for these bodies.
        add("/all", [this](const Request& request) { return read_all(request); });
        add("/none", [](const Request& request) { return read_none(request); });
        add("/first", [](const Request& request) { return read_first(request); });
        router.add(Method::get, "/hello", [](const Request&) { return say("hello"); });
    }

    ~IncomingBodyTest() override {
        server.reset();
        threads.stop();
    }

    void add(std::string pattern, Handler handler) {
        router.add(Method::post, std::move(pattern), std::move(handler),
                   {.body_bytes_max = 10'000'000, .deadline = deadline, .streams_body = true});
    }

    Client connect() {
        if (!server) {
            threads.start();
            server.emplace(router, config, Hooks{}, threads);
            server->start();
        }
        return Client(server->port());
    }

    static asio::awaitable<Response> say(std::string text) {
        co_return Response{.body = std::move(text)};
    }

    asio::awaitable<Response> read_all(const Request& request) {
        auto& body = *request.body_reader;
        Seen all{.length = body.length()};
        if (on_begin) on_begin(body);
        while (true) {
            const auto piece = co_await body.read();
            if (!piece) all.end = piece.error();
            if (!piece || piece->empty()) break;
            all.text += as_text(*piece);
            all.largest = std::max(all.largest, piece->size());
            ++all.pieces;
            if (on_piece) on_piece(all);
        }
        const auto again = co_await body.read();
        EXPECT_EQ(again ? ErrorCode() : again.error(), all.end);
        const auto size = all.text.size();
        seen.set_value(std::move(all));
        co_return Response{.body = "took " + std::to_string(size)};
    }

    static asio::awaitable<Response> read_none(const Request&) {
        co_return Response{.status = 401, .body = std::string("who?")};
    }

    static asio::awaitable<Response> read_first(const Request& request) {
        const auto piece = co_await request.body_reader->read();
        co_return Response{.body = std::string(as_text(piece.value_or(ByteSpan())).substr(0, 5))};
    }

    Seen told() { return seen.get_future().get(); }

    Router router;
    Config config;
    milliseconds deadline{30'000};
    std::function<void(BodyReader&)> on_begin;
    std::function<void(const Seen&)> on_piece;
    std::promise<Seen> seen;
    net::IoThreads threads{1};
    std::optional<Server> server;
};

std::string post(std::string_view path, std::string_view rest) {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(rest);
}

std::string sized(std::string_view path, std::size_t size) {
    return post(path, "Content-Length: " + std::to_string(size) + "\r\n\r\n");
}

std::string pattern(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 23);
    return text;
}

constexpr std::string_view hello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";

TEST_F(IncomingBodyTest, comes_in_pieces_of_a_bounded_size_and_leaves_the_next_request) {
    const auto text = pattern(5'000'000);
    auto client = connect();

    client.say(sized("/all", text.size()) + text + std::string(hello));

    EXPECT_THAT(client.response(), EndsWith("took 5000000"));
    EXPECT_THAT(client.response(), EndsWith("hello"));
    const auto all = told();
    EXPECT_EQ(all.length, text.size());
    EXPECT_TRUE(all.text == text);
    EXPECT_GT(all.pieces, 1u);
    EXPECT_LE(all.largest, 256u * 1024);
    EXPECT_FALSE(all.end);
}

TEST_F(IncomingBodyTest, comes_out_of_chunks_as_if_there_were_none) {
    auto client = connect();
    std::string chunks;
    for (std::size_t i = 0; i < 2000; ++i) chunks += i % 2 == 0 ? "1\r\na\r\n" : "3;x=y\r\nbcd\r\n";

    client.say(post("/all", "Transfer-Encoding: chunked\r\n\r\n") + chunks + "0\r\nT: 1\r\n\r\n" +
               std::string(hello));

    EXPECT_THAT(client.response(), EndsWith("took 4000"));
    EXPECT_THAT(client.response(), EndsWith("hello"));
    const auto all = told();
    EXPECT_EQ(all.length, std::nullopt);
    EXPECT_EQ(all.text.substr(0, 12), "abcdabcdabcd");
    // A chunk of a byte does not cost the handler a turn of its own.
    EXPECT_LT(all.pieces, 200u);
}

TEST_F(IncomingBodyTest, may_be_empty) {
    auto client = connect();
    EXPECT_THAT(client.ask(sized("/all", 0)), EndsWith("took 0"));
    EXPECT_THAT(client.ask(hello), EndsWith("hello"));
}

TEST_F(IncomingBodyTest, is_invited_when_it_is_read_for_the_first_time) {
    auto client = connect();
    client.say(post("/all", "Content-Length: 4\r\nExpect: 100-continue\r\n\r\n"));
    EXPECT_EQ(client.head(), "HTTP/1.1 100 Continue\r\n\r\n");
    client.say("bo");
    EXPECT_THAT(client.ask("dy"), EndsWith("took 4"));
}

TEST_F(IncomingBodyTest, is_not_invited_by_a_handler_that_does_not_read_it) {
    auto client = connect();
    client.say(post("/none", "Content-Length: 4\r\nExpect: 100-continue\r\n\r\n"));
    const auto answer = client.to_the_end();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 401"));
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
}

TEST_F(IncomingBodyTest, that_nobody_reads_to_its_end_does_not_cost_the_client_the_answer) {
    const auto text = pattern(100'000);
    auto client = connect();
    client.say(sized("/first", 9'000'000) + text);
    client.hang_up_sending();
    const auto answer = client.to_the_end();
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_THAT(answer, EndsWith("abcde"));
}

TEST_F(IncomingBodyTest, ends_with_what_came_when_the_client_leaves) {
    auto client = connect();
    client.say(sized("/all", 10) + "seven..");
    client.hang_up();
    const auto all = told();
    EXPECT_EQ(all.text, "seven..");
    EXPECT_EQ(all.end, Errc::body_cut_short);
}

TEST_F(IncomingBodyTest, of_a_client_that_falls_silent_ends_and_is_told_so) {
    config.limits.silence_time = milliseconds(30);
    auto client = connect();
    client.say(sized("/all", 10) + "seven..");
    EXPECT_THAT(client.to_the_end(), EndsWith("took 7"));
    EXPECT_EQ(told().end, Errc::body_too_slow);
}

TEST_F(IncomingBodyTest, that_trickles_ends_though_its_client_is_never_silent) {
    config.limits.trickle_time = milliseconds(1);
    config.limits.body_rate_min = 1'000'000'000;
    std::counting_semaphore<> arrived(0);
    on_piece = [&](const Seen&) { arrived.release(); };
    auto client = connect();
    client.say(sized("/all", 10'000'000));
    auto end = seen.get_future();
    while (end.wait_for(milliseconds(0)) != std::future_status::ready) {
        client.say("b");
        (void)arrived.try_acquire_for(milliseconds(100));
    }
    EXPECT_EQ(end.get().end, Errc::body_too_slow);
}

TEST_F(IncomingBodyTest, beyond_the_routes_limit_is_refused_before_and_while_it_is_read) {
    auto client = connect();
    EXPECT_THAT(client.ask(sized("/all", 10'000'001)), StartsWith("HTTP/1.1 413"));
    auto other = connect();
    other.say(post("/all", "Transfer-Encoding: chunked\r\n\r\n989681\r\n") + pattern(10'000'001));
    EXPECT_EQ(told().end, Errc::body_too_large);
}

TEST_F(IncomingBodyTest, with_a_broken_chunk_ends_there) {
    auto client = connect();
    client.say(post("/all", "Transfer-Encoding: chunked\r\n\r\nzz\r\n"));
    EXPECT_EQ(told().end, Errc::malformed);
    EXPECT_THAT(client.to_the_end(), HasSubstr("\r\nConnection: close\r\n"));
}

TEST_F(IncomingBodyTest, with_a_chunk_head_that_does_not_end_is_malformed) {
    auto client = connect();
    client.say(post("/all", "Transfer-Encoding: chunked\r\n\r\n5;") + std::string(20'000, 'x'));
    EXPECT_EQ(told().end, Errc::malformed);
}

TEST_F(IncomingBodyTest, can_be_interrupted_from_another_thread_while_it_is_waited_for) {
    std::promise<std::function<void()>> interrupter;
    std::promise<void> first;
    on_begin = [&](BodyReader& body) { interrupter.set_value(body.interrupter()); };
    on_piece = [&](const Seen&) { first.set_value(); };
    auto client = connect();
    client.say(sized("/all", 10) + "seven..");
    const auto interrupt = interrupter.get_future().get();
    first.get_future().wait();

    interrupt();

    EXPECT_THAT(client.to_the_end(), EndsWith("took 7"));
    EXPECT_EQ(told().end, Errc::body_interrupted);
    interrupt();  // Nobody is there any more.
}

TEST_F(IncomingBodyTest, ends_with_what_came_when_the_server_stops) {
    std::promise<void> first;
    on_piece = [&](const Seen&) { first.set_value(); };
    auto client = connect();
    client.say(sized("/all", 10) + "seven..");
    first.get_future().wait();

    server->stop(std::chrono::hours(1));

    EXPECT_THAT(client.to_the_end(), EndsWith("took 7"));
    const auto all = told();
    EXPECT_EQ(all.end, Errc::body_draining);
    EXPECT_EQ(all.text, "seven..");
}

/// Reads, and then thinks for ever.
asio::awaitable<Response> read_and_wait(const Request& request) {
    (void)co_await request.body_reader->read();
    asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::hours(1));
    co_await timer.async_wait(asio::use_awaitable);
    co_return Response{};
}

asio::awaitable<Response> later(milliseconds time) {
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::use_awaitable);
    co_return Response{.body = std::string("at last")};
}

TEST_F(IncomingBodyTest, gives_its_handler_the_routes_time_behind_each_read) {
    deadline = milliseconds(30);
    add("/wait", read_and_wait);
    router.add(Method::get, "/later", [this](const Request&) { return later(3 * deadline); });
    auto client = connect();
    client.say(post("/wait", "Content-Length: 4\r\nExpect: 100-continue\r\n\r\n"));
    EXPECT_EQ(client.head(), "HTTP/1.1 100 Continue\r\n\r\n");
    auto other = connect();
    EXPECT_THAT(other.ask("GET /later HTTP/1.1\r\nHost: a\r\n\r\n"), EndsWith("at last"));
    client.say("body");
    EXPECT_THAT(client.to_the_end(), StartsWith("HTTP/1.1 503"));
}

}  // namespace
}  // namespace freshet::http
