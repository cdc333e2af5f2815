#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "net/address_set.hpp"
#include "serve/http/message.hpp"
#include "serve/http/problem.hpp"

namespace freshet::net {
class IoThreads;
}

namespace freshet::http {

class Router;

/// What happened to one request, for metrics. `route` is the template, or "(none)"; never the raw
/// path.
struct Finished {
    std::string_view route;
    Method method = Method::get;
    unsigned status = 0;  // 0: the handler took the socket over.
    std::chrono::nanoseconds duration{};
    std::uint64_t bytes = 0;  // Sent, head and body.
};

/// Where the rest of the product joins in. Called on the request's io thread, by several threads at
/// once.
struct Hooks {
    /// Writes a problem in the caller's language. Empty: English.
    ProblemWriter problem{};

    /// Adds what every answer carries: security headers, CORS. Called for all answers, errors too.
    std::function<void(const Request&, Response&)> decorate{};

    std::function<void(const Finished&)> finished{};
};

/// What one client may make us hold or wait for.
struct Limits {
    std::size_t head_bytes_max = 16 * 1024;
    std::size_t fields_max = 100;
    std::size_t connections_max = 50'000;
    std::size_t connections_per_address_max = 4'096;
    std::chrono::milliseconds head_time{
        10'000};  // From the first byte of a request to the end of its head.
    std::chrono::milliseconds idle_time{75'000};  // Between requests.
    std::chrono::milliseconds stall_time{
        10'000};  // Grace in front of the rate below, for bodies both ways.
    std::size_t body_rate_min = 4 * 1024;  // Bytes a second, on average over one body.
    std::chrono::milliseconds silence_time{
        30'000};  // Of who sends a body that is read as it comes.
    std::chrono::milliseconds trickle_time{
        120'000};  // Of waiting for such a body, over which it is held against the rate.
    std::size_t gzip_bytes_min = 1024;
};

struct Config {
    std::string address{};   // Empty: all.
    std::uint16_t port = 0;  // 0: any that is free.
    net::AddressSet trusted_proxies{};
    net::AddressSet uncounted{};  // Besides the proxies: no limit of connections per address.
    Limits limits{};
};

/// The HTTP/1.1 server: one port on every io thread, one coroutine a connection. Router and hooks
/// outlive it. Made, called and ended by a thread that is no io thread, before the io threads stop.
class Server {
public:
    struct Counts {
        std::size_t connections = 0;
        std::uint64_t accepted = 0;
        std::uint64_t refused = 0;
    };

    /// Binds; throws system_error that names the port when it is taken.
    Server(const Router& router, Config config, Hooks hooks, net::IoThreads& threads);
    ~Server();

    void start();

    /// The port is closed; keep-alive connections go on to be served.
    void stop_accepting();

    /// Lets requests that are being answered finish within `grace`; idle connections end at once.
    void stop(std::chrono::milliseconds grace);

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] Counts counts() const;  // From any thread.

private:
    struct State;

    std::unique_ptr<State> state_;
};

}  // namespace freshet::http
