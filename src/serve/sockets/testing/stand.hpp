#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include "net/io_threads.hpp"
#include "serve/http/cors.hpp"
#include "serve/http/router.hpp"
#include "serve/http/server.hpp"
#include "serve/sockets/hub.hpp"
#include "serve/sockets/testing/peer.hpp"

namespace freshet::sockets::testing {

using namespace std::chrono_literals;

/// What an Echo remembers of a client that may come back: all but the topic "passing".
struct Note final : Memory {
    explicit Note(std::string its_text) : text(std::move(its_text)) {}
    [[nodiscard]] bool keeps(const Topic& topic) const override { return topic != "passing"; }
    std::string text;
};

/// An application that does what it is asked for: `follow TOPIC`, `unfollow TOPIC`, `tell`,
/// `close`, `fail`, `wait` until the test opens the gate; anything is acknowledged with its own
/// data. Clients whose auth has "no" are refused; those with "follow" follow the topic "all" from
/// the beginning.
class Echo final : public Application {
public:
    boost::asio::awaitable<std::expected<std::unique_ptr<Conversation>, std::string>> open(
        Socket socket, Guest guest, std::unique_ptr<Memory> memory) override {
        if (guest.auth.find("\"no\"") != std::string::npos)
            co_return std::unexpected(R"({"detail":"not you","status":403})");
        if (guest.is_plain && guest.path == "closed")
            co_return std::unexpected(R"({"detail":"it is closed","status":403})");
        if (guest.auth.find("\"follow\"") != std::string::npos)
            socket.follow("all", Dialect::kebab, 0);
        if (guest.is_plain) socket.follow(guest.path, Dialect::plain, 0);
        auto* const note = dynamic_cast<Note*>(memory.get());
        if (note != nullptr) socket.tell({.name = "again", .data = note->text});
        {
            const std::lock_guard lock(mutex_);
            guests_.push_back(guest);
        }
        co_return std::make_unique<Talk>(*this, socket);
    }

    [[nodiscard]] Guest last_guest() const {
        const std::lock_guard lock(mutex_);
        return guests_.empty() ? Guest{} : guests_.back();
    }

    void open_gate() { is_open_ = true; }

    std::atomic<int> heard = 0;
    std::atomic<int> gone = 0;
    std::atomic<int> at_once = 0;  // Requests of one client that are being heard.
    std::atomic<int> at_once_max = 0;

private:
    class Talk final : public Conversation {
    public:
        Talk(Echo& echo, Socket socket) : echo_(echo), socket_(socket) {}
        ~Talk() override { ++echo_.gone; }

        boost::asio::awaitable<void> hear(Request request) override {
            ++echo_.heard;
            echo_.at_once_max = std::max<int>(echo_.at_once_max, ++echo_.at_once);
            const auto& event = request.event;
            auto topic = request.data.size() > 2 ? request.data.substr(1, request.data.size() - 2)
                                                 : std::string();
            if (event == "wait") {
                boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
                while (!echo_.is_open_) {
                    timer.expires_after(1ms);
                    co_await timer.async_wait(boost::asio::use_awaitable);
                }
            }
            if (event == "follow") socket_.follow(topic, Dialect::kebab, 0);
            if (event == "follow_snake") socket_.follow(topic, Dialect::snake, 0);
            if (event == "unfollow") socket_.unfollow(topic);
            if (event == "tell") socket_.tell({.name = "told", .data = request.data});
            if (event == "close") socket_.close();
            --echo_.at_once;
            if (event == "fail") throw std::runtime_error("as asked");
            if (request.ack) socket_.acknowledge(*request.ack, request.data);
        }

        [[nodiscard]] std::unique_ptr<Memory> memory() const override {
            return std::make_unique<Note>(R"("kept")");
        }

    private:
        Echo& echo_;
        Socket socket_;
    };

    mutable std::mutex mutex_;
    std::vector<Guest> guests_;
    std::atomic<bool> is_open_ = false;
};

/// A hub behind a real port, with an Echo in it.
class Stand {
public:
    explicit Stand(Config config = {}, std::size_t thread_count = 1)
        : threads(thread_count), hub(threads, echo, std::move(config)) {
        hub.mount(router);
        threads.start();
        server.start();
    }

    ~Stand() {
        server.stop_accepting();
        echo.open_gate();
        if (!closed_) hub.close(100ms);
        server.stop(1s);
        threads.stop();
    }

    void close(std::chrono::milliseconds grace) {
        closed_ = true;
        hub.close(grace);
    }

    Peer peer(int buffer_bytes = 0) { return Peer(server.port(), buffer_bytes); }

    /// The answer to one request by HTTP.
    Peer::Response ask(std::string_view method, std::string_view path, std::string_view body = {}) {
        auto client = peer();
        begin(client, method, path, body);
        return client.response();
    }

    static void begin(Peer& client, std::string_view method, std::string_view path,
                      std::string_view body = {}, std::string_view fields = {}) {
        std::string request = std::string(method) + " " + std::string(path) + " HTTP/1.1\r\n";
        request += "Host: a\r\n" + std::string(fields);
        if (method != "GET") request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
        client.say(request + "\r\n" + std::string(body));
    }

    /// RFC 6455, 1.3. The head of the answer is left to be read.
    static void begin_upgrade(Peer& client, std::string_view path) {
        begin(client, "GET", path, {},
              "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    }

    Peer upgraded(std::string_view path, int buffer_bytes = 0) {
        auto client = peer(buffer_bytes);
        begin_upgrade(client, path);
        const auto head = client.read_until("\r\n\r\n");
        EXPECT_TRUE(head.starts_with("HTTP/1.1 101 ")) << head;
        return client;
    }

    /// A WebSocket that has heard of its session.
    Peer web_socket(int buffer_bytes = 0) {
        auto client = upgraded("/socket.io/?EIO=4&transport=websocket", buffer_bytes);
        EXPECT_TRUE(client.message().starts_with(R"(0{"sid":")"));
        return client;
    }

    /// One that is in the main namespace; `welcome`: what it was told there.
    Peer connected(std::string_view auth = {}, std::string* welcome = nullptr,
                   int buffer_bytes = 0) {
        auto client = web_socket(buffer_bytes);
        client.send("40" + std::string(auth));
        const auto answer = client.message();
        EXPECT_TRUE(answer.starts_with(R"(40{"sid":")")) << answer;
        if (welcome != nullptr) *welcome = answer;
        return client;
    }

    /// The path of a new polling session.
    std::string polling_session() {
        const auto answer = ask("GET", "/socket.io/?EIO=4&transport=polling");
        EXPECT_EQ(answer.status, 200u) << answer.body;
        return "/socket.io/?EIO=4&transport=polling&sid=" + text_of(answer.body, "sid");
    }

    /// The text behind a key, in JSON.
    static std::string text_of(std::string_view json, std::string_view key) {
        const auto mark = "\"" + std::string(key) + "\":\"";
        const auto at = json.find(mark);
        if (at == std::string_view::npos) return {};
        const auto rest = json.substr(at + mark.size());
        return std::string(rest.substr(0, rest.find('"')));
    }

    /// Publishes {"n":n} as "number" to whoever follows.
    Number publish(const Topic& topic, int n) {
        const auto data = R"({"n":)" + std::to_string(n) + "}";
        return hub.publish(topic, {.kebab = {.name = "new-number", .data = data},
                                   .snake = {.name = "new_number", .data = data}});
    }

    template <class Condition>
    static void wait_until(Condition condition) {
        const auto deadline = std::chrono::steady_clock::now() + 10s;
        while (!condition()) {
            ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "it never comes true";
            std::this_thread::yield();
        }
    }

    Echo echo;
    net::IoThreads threads;
    Hub hub;
    http::Router router;
    http::Cors cors{{"https://app.example"}};
    http::Server server{router,
                        {.address = "127.0.0.1"},
                        {.decorate = [this](const auto& request,
                                            auto& response) { cors.decorate(request, response); }},
                        threads};

private:
    bool closed_ = false;
};

}  // namespace freshet::sockets::testing
