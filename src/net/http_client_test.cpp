#include "net/http_client.hpp"

#include <array>
#include <atomic>
#include <latch>
#include <optional>
#include <thread>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include "base/clock.hpp"
#include "net/error.hpp"
#include "net/task_group.hpp"

namespace freshet::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// A server that hears a request to its end and says what it was told to say: one connection a
/// thread, so that several calls can be open at once.
class ScriptedServer {
public:
    explicit ScriptedServer(std::string answer) : answer_(std::move(answer)) {
        accepting_ = std::thread([this] { accept(); });
    }
    ~ScriptedServer() {
        stopping_ = true;
        boost::system::error_code ignored;  // It only has to wake the acceptor.
        tcp::socket(context_).connect({asio::ip::address_v4::loopback(), port()}, ignored);
        accepting_.join();
        for (auto& socket : sockets_) socket->shutdown(tcp::socket::shutdown_both, ignored);
        for (auto& thread : threads_) thread.join();
    }
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    [[nodiscard]] std::string url(const std::string& path = "/") const {
        return "http://127.0.0.1:" + std::to_string(port()) + path;
    }

    /// The last request, whole. Only when its answer has come.
    std::string heard;
    std::atomic<int> connections = 0;

    /// When set, every answer waits for it.
    std::latch* gate = nullptr;

private:
    void accept() {
        while (true) {
            auto socket = std::make_unique<tcp::socket>(acceptor_.accept());
            if (stopping_) return;
            ++connections;
            sockets_.push_back(std::move(socket));
            threads_.emplace_back([this, &peer = *sockets_.back()] { converse(peer); });
        }
    }

    void converse(tcp::socket& peer) {
        boost::system::error_code error;
        std::string request;
        std::array<char, 4096> inbox{};
        while (!is_whole(request)) {
            const auto count = peer.read_some(asio::buffer(inbox), error);
            if (error) return;
            request.append(inbox.data(), count);
        }
        if (gate != nullptr) {
            gate->arrive_and_wait();
        } else {
            heard = request;
        }
        asio::write(peer, asio::buffer(answer_), error);
        if (answer_.empty()) (void)peer.read_some(asio::buffer(inbox), error);
        peer.shutdown(tcp::socket::shutdown_both, error);
    }

    static bool is_whole(const std::string& request) {
        constexpr char tls_handshake = 0x16;  // RFC 8446, 5.1: the type of a client's first record.
        if (request.starts_with(tls_handshake)) return true;
        const auto end = request.find("\r\n\r\n");
        if (end == std::string::npos) return false;
        const std::string name = "Content-Length: ";
        const auto length = request.find(name);
        if (length == std::string::npos) return true;
        return request.size() >= end + 4 + std::stoul(request.substr(length + name.size()));
    }

    std::string answer_;
    asio::io_context context_;
    tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
    std::atomic<bool> stopping_ = false;
    std::vector<std::unique_ptr<tcp::socket>> sockets_;
    std::vector<std::thread> threads_;
    std::thread accepting_;
};

using Outcome = std::optional<Result<HttpAnswer>>;

asio::awaitable<void> ask(HttpClient& client, HttpCall call, Outcome& outcome) {
    auto answer = co_await client.send(std::move(call));
    outcome = std::move(answer);
}

class HttpClientTest : public testing::Test {
protected:
    Result<HttpAnswer> send(HttpCall call, HttpClient::Config config = {}) {
        HttpClient client(std::move(config));
        Outcome outcome;
        tasks.spawn("asking", ask(client, std::move(call), outcome));
        context.run();
        context.restart();
        return std::move(outcome).value();
    }

    ErrorCode error_of(HttpCall call, HttpClient::Config config = {}) {
        const auto answer = send(std::move(call), std::move(config));
        return answer ? ErrorCode() : answer.error();
    }

    asio::io_context context;
    TaskGroup tasks{context.get_executor()};
};

TEST_F(HttpClientTest, says_what_it_was_given_and_gives_what_it_hears) {
    ScriptedServer server("HTTP/1.1 201 Created\r\nContent-Length: 4\r\nX-Kind:  a b \r\n\r\nmade");

    const auto answer = send({.method = "POST",
                              .url = server.url("/v1/things?a=b"),
                              .headers = {{"Content-Type", "text/plain"}, {"X-Key", "k"}},
                              .body = "body"});

    ASSERT_TRUE(answer) << answer.error().message();
    EXPECT_EQ(answer->status, 201u);
    EXPECT_EQ(answer->body, "made");
    EXPECT_EQ(answer->headers.back(), (std::pair<std::string, std::string>("x-kind", "a b")));
    EXPECT_TRUE(server.heard.starts_with("POST /v1/things?a=b HTTP/1.1\r\n")) << server.heard;
    EXPECT_NE(server.heard.find("Content-Type: text/plain\r\n"), std::string::npos);
    EXPECT_NE(server.heard.find("X-Key: k\r\n"), std::string::npos);
    EXPECT_TRUE(server.heard.ends_with("\r\n\r\nbody"));
}

TEST_F(HttpClientTest, a_redirect_is_an_answer_and_not_followed) {
    ScriptedServer elsewhere("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    ScriptedServer server(
        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + elsewhere.url() + "\r\n\r\n");

    const auto answer = send({.url = server.url()});

    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 302u);
    EXPECT_EQ(elsewhere.connections, 0);
}

TEST_F(HttpClientTest, no_proxy_is_taken_from_the_environment) {
    ScriptedServer proxy("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    ScriptedServer server("HTTP/1.1 204 No Content\r\n\r\n");
    ::setenv("http_proxy", proxy.url().c_str(), 1);

    const auto direct = send({.url = server.url()});
    const auto through = send({.url = server.url()}, {.proxy = proxy.url()});
    ::unsetenv("http_proxy");

    ASSERT_TRUE(direct && through);
    EXPECT_EQ(direct->status, 204u);
    EXPECT_EQ(through->status, 502u);
}

TEST_F(HttpClientTest, an_answer_beyond_its_limit_is_refused) {
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n";
    ScriptedServer server(head + "\r\n" + std::string(100, 'x'));

    EXPECT_EQ(error_of({.url = server.url()}, {.body_bytes_max = 100}), ErrorCode());
    EXPECT_EQ(error_of({.url = server.url()}, {.body_bytes_max = 99}), Errc::too_large);
    EXPECT_EQ(error_of({.url = server.url()}, {.head_bytes_max = head.size()}), Errc::too_large);
}

TEST_F(HttpClientTest, a_server_that_says_nothing_is_not_waited_for) {
    ScriptedServer server("");

    EXPECT_EQ(error_of({.url = server.url()}, {.time_max = milliseconds(50)}), Errc::timed_out);
}

TEST_F(HttpClientTest, a_call_may_have_limits_of_its_own) {
    ScriptedServer silent("");
    ScriptedServer server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + std::string(100, 'x'));

    EXPECT_EQ(error_of({.url = silent.url(), .time_max = milliseconds(50)}), Errc::timed_out);
    EXPECT_EQ(error_of({.url = server.url(), .body_bytes_max = 99}), Errc::too_large);
    EXPECT_EQ(error_of({.url = server.url(), .body_bytes_max = 100}, {.body_bytes_max = 99}),
              ErrorCode());
}

TEST_F(HttpClientTest, a_call_that_stalls_is_given_up_long_before_its_time) {
    ScriptedServer server("");
    const auto begun = mono_now();

    EXPECT_EQ(error_of({.url = server.url(), .time_max = seconds(60), .stall_max = seconds(1)}),
              Errc::timed_out);
    EXPECT_LT(mono_now() - begun, seconds(30));
}

TEST_F(HttpClientTest, a_payload_is_sent_as_it_lies_in_memory) {
    ScriptedServer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    const Slice whole(to_bytes("what lies before, the part"));

    ASSERT_TRUE(send({.method = "PUT", .url = server.url(), .payload = whole.sub(18)}));

    EXPECT_TRUE(server.heard.starts_with("PUT / HTTP/1.1\r\n")) << server.heard;
    EXPECT_TRUE(server.heard.ends_with("Content-Length: 8\r\n\r\nthe part")) << server.heard;
}

TEST_F(HttpClientTest, a_call_that_waits_for_its_turn_has_the_same_deadline) {
    ScriptedServer server("");
    HttpClient client({.time_max = milliseconds(50), .running_max = 1});
    Outcome first;
    Outcome second;
    tasks.spawn("first", ask(client, {.url = server.url()}, first));
    tasks.spawn("second", ask(client, {.url = server.url()}, second));
    context.run();

    EXPECT_EQ(first.value().error(), Errc::timed_out);
    EXPECT_EQ(second.value().error(), Errc::timed_out);
}

TEST_F(HttpClientTest, nobody_there_and_nothing_secure_are_told_apart) {
    std::uint16_t closed_port = 0;
    {
        const ScriptedServer gone("");
        closed_port = gone.port();
    }
    ScriptedServer plain("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    const auto secure = "https://127.0.0.1:" + std::to_string(plain.port());

    EXPECT_EQ(error_of({.url = "http://127.0.0.1:" + std::to_string(closed_port)}),
              Errc::unreachable);
    EXPECT_EQ(error_of({.url = secure}, {.time_max = seconds(5)}), Errc::tls);
}

TEST_F(HttpClientTest, what_is_no_plain_call_over_http_is_not_sent) {
    ScriptedServer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    const auto user = "http://ada:secret@127.0.0.1:" + std::to_string(server.port());

    EXPECT_EQ(error_of({.url = "file:///etc/passwd"}), Errc::bad_url);
    EXPECT_EQ(error_of({.url = "gopher://127.0.0.1/"}), Errc::bad_url);
    EXPECT_EQ(error_of({.url = user}), Errc::bad_url);
    EXPECT_EQ(error_of({.url = server.url("/\r\nX: y")}), Errc::bad_url);
    EXPECT_EQ(error_of({.url = server.url(), .headers = {{"X", "a\r\nY: b"}}}), Errc::bad_url);
    EXPECT_EQ(server.connections, 0);
}

TEST_F(HttpClientTest, holds_sixteen_calls_at_once) {
    ScriptedServer server("HTTP/1.1 204 No Content\r\n\r\n");
    std::latch all_there(16);  // None is answered before all are there.
    server.gate = &all_there;
    HttpClient client({.time_max = seconds(10)});
    std::array<Outcome, 16> outcomes;
    for (auto& outcome : outcomes) {
        tasks.spawn("asking", ask(client, {.url = server.url()}, outcome));
    }
    context.run();

    for (const auto& outcome : outcomes) EXPECT_TRUE(outcome.value().has_value());
}

TEST_F(HttpClientTest, refuses_more_than_may_wait) {
    ScriptedServer server("");
    HttpClient client({.time_max = milliseconds(200), .running_max = 1, .waiting_max = 0});
    std::array<Outcome, 3> outcomes;
    for (auto& outcome : outcomes) {
        tasks.spawn("asking", ask(client, {.url = server.url()}, outcome));
    }
    context.run();

    EXPECT_EQ(outcomes[0].value().error(), Errc::timed_out);
    EXPECT_EQ(outcomes[1].value().error(), Errc::overloaded);
    EXPECT_EQ(outcomes[2].value().error(), Errc::overloaded);
}

TEST_F(HttpClientTest, a_caller_that_is_cancelled_goes_on_at_once) {
    ScriptedServer server("");
    HttpClient client({.time_max = seconds(60)});
    Outcome outcome;
    const auto begun = mono_now();
    tasks.spawn("asking", ask(client, {.url = server.url()}, outcome));
    context.poll();
    tasks.cancel();
    context.run();

    EXPECT_LT(mono_now() - begun, seconds(30));
    EXPECT_FALSE(outcome.has_value());
    EXPECT_EQ(tasks.size(), 0u);
}

}  // namespace
}  // namespace freshet::net
