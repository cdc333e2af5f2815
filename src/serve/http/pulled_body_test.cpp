#include <algorithm>
#include <future>
#include <optional>
#include <stdexcept>
#include <string>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/io_threads.hpp"
#include "serve/http/ranges.hpp"
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
using testing::Not;
using testing::StartsWith;

std::string pattern(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 23);
    return text;
}

const std::string whole = pattern(3'000'000);

asio::awaitable<Slice> pull(std::uint64_t offset, std::size_t count) {
    const auto from = std::min<std::size_t>(offset, whole.size());
    co_return Slice(to_bytes(std::string_view(whole).substr(from, count)));
}

asio::awaitable<Slice> pull_half(std::uint64_t offset, std::size_t count) {
    if (offset >= whole.size() / 2) throw std::runtime_error("the store is gone");
    auto bytes = co_await pull(offset, count);
    co_return bytes;
}

asio::awaitable<Slice> pull_and_wait(std::uint64_t offset, std::size_t count) {
    if (offset == 0) {
        auto bytes = co_await pull(offset, count);
        co_return bytes;
    }
    asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::hours(1));
    co_await timer.async_wait(asio::use_awaitable);
    co_return Slice();
}

asio::awaitable<Response> give(PulledBody body) { co_return Response{.body = std::move(body)}; }

asio::awaitable<Response> give_ranges(const Request& request, PulledBody body) {
    Response response{.body = std::move(body)};
    serve_ranges(request, response);
    co_return response;
}

class PulledBodyTest : public testing::Test {
protected:
    PulledBodyTest() {
        add("/sized", [](const Request&) { return give({.pull = pull, .size = whole.size()}); });
        add("/open", [](const Request&) { return give({.pull = pull}); });
        add("/ranges", [](const Request& request) {
            return give_ranges(request, {.pull = pull, .size = whole.size()});
        });
        add("/half",
            [](const Request&) { return give({.pull = pull_half, .size = whole.size()}); });
        add("/short",
            [](const Request&) { return give({.pull = pull, .size = whole.size() + 1}); });
        add("/wait", [](const Request&) { return give({.pull = pull_and_wait}); });
    }

    ~PulledBodyTest() override {
        server.reset();
        threads.stop();
    }

    void add(std::string pattern, Handler handler) {
        router.add(Method::get, std::move(pattern), std::move(handler),
                   {.deadline = milliseconds(50)});
    }

    Client connect() {
        if (!server) {
            threads.start();
            server.emplace(router, Config{}, hooks, threads);
            server->start();
        }
        return Client(server->port());
    }

    Router router;
    Hooks hooks;
    net::IoThreads threads{1};
    std::optional<Server> server;
};

std::string get(std::string_view path, std::string_view fields = "") {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n";
}

/// The bytes of a chunked body.
std::string joined(std::string_view chunks) {
    std::string text;
    while (true) {
        const auto line = chunks.find("\r\n");
        if (line == std::string_view::npos) return text + "(no end)";
        const auto size = std::stoul(std::string(chunks.substr(0, line)), nullptr, 16);
        if (size == 0) return text;
        text += chunks.substr(line + 2, size);
        chunks.remove_prefix(std::min(chunks.size(), line + 2 + size + 2));
    }
}

std::string body_of(const std::string& answer) {
    return answer.substr(answer.find("\r\n\r\n") + 4);
}

TEST_F(PulledBodyTest, of_a_known_size_is_sent_whole_and_the_connection_goes_on) {
    auto client = connect();
    for (int i = 0; i < 2; ++i) {
        const auto answer = client.ask(get("/sized"));
        EXPECT_THAT(answer.substr(0, 400), HasSubstr("\r\nContent-Length: 3000000\r\n"));
        EXPECT_TRUE(body_of(answer) == whole);
    }
}

TEST_F(PulledBodyTest, of_an_unknown_size_comes_in_chunks) {
    auto client = connect();
    client.say(get("/open") + get("/open", "Connection: close\r\n"));
    const auto answers = client.to_the_end();
    EXPECT_THAT(answers.substr(0, 400), HasSubstr("\r\nTransfer-Encoding: chunked\r\n"));
    EXPECT_THAT(answers.substr(0, 400), Not(HasSubstr("Content-Length")));
    EXPECT_TRUE(joined(body_of(answers)) == whole);
    EXPECT_TRUE(joined(body_of(answers.substr(answers.rfind("HTTP/1.1 200")))) == whole);
}

TEST_F(PulledBodyTest, of_an_unknown_size_ends_with_the_connection_for_who_knows_no_chunks) {
    auto client = connect();
    client.say("GET /open HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const auto answer = client.to_the_end();
    EXPECT_THAT(answer.substr(0, 400), HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_TRUE(body_of(answer) == whole);
}

TEST_F(PulledBodyTest, is_not_pulled_for_head) {
    auto client = connect();
    client.say("HEAD /sized HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_THAT(client.head(), HasSubstr("\r\nContent-Length: 3000000\r\n"));
    client.say(get("/ranges", "Range: bytes=1-2\r\n"));
    EXPECT_THAT(client.response(), StartsWith("HTTP/1.1 206"));
}

TEST_F(PulledBodyTest, gives_the_part_that_is_asked_for) {
    auto client = connect();
    const auto part = client.ask(get("/ranges", "Range: bytes=1500000-2999998\r\n"));
    EXPECT_THAT(part.substr(0, 400), HasSubstr("\r\nContent-Range: bytes 1500000-2999998/3000000"));
    EXPECT_TRUE(body_of(part) == whole.substr(1'500'000, 1'499'999));
}

TEST_F(PulledBodyTest, that_breaks_off_breaks_the_connection_off_before_its_promised_size) {
    for (const auto* path : {"/half", "/short"}) {
        auto client = connect();
        client.say(get(path));
        EXPECT_LE(body_of(client.to_the_end()).size(), whole.size()) << path;
    }
}

TEST_F(PulledBodyTest, has_the_routes_deadline_for_each_piece) {
    auto client = connect();
    client.say(get("/wait"));
    const auto answer = client.to_the_end();
    EXPECT_THAT(joined(body_of(answer)), EndsWith("(no end)"));
}

TEST_F(PulledBodyTest, is_not_pulled_further_for_a_client_that_has_left) {
    std::promise<std::uint64_t> sent;
    hooks.finished = [&](const Finished& finished) { sent.set_value(finished.bytes); };
    const auto endless = [](std::uint64_t, std::size_t count) -> asio::awaitable<Slice> {
        co_return Slice(Bytes(count));
    };
    add("/endless", [&](const Request&) { return give({.pull = endless}); });
    auto client = connect();
    client.say(get("/endless"));
    (void)client.head();
    client.hang_up();
    EXPECT_GT(sent.get_future().get(), 0u);
}

}  // namespace
}  // namespace freshet::http
