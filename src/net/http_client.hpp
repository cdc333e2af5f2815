#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/result.hpp"
#include "base/slice.hpp"

namespace freshet::net {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// A request of ours to somebody else's server.
struct HttpCall {
    std::string method = "GET";
    std::string url;  // http:// or https://, without a user in it.
    HttpHeaders headers{};
    std::string body{};
    Slice payload{};  // Sent in place of `body` where that is empty; not copied.

    // In place of what the client is configured with.
    std::optional<std::chrono::milliseconds> time_max{};
    std::optional<std::size_t> body_bytes_max{};

    /// Given up when hardly anything has moved for so long, however much time there is: for what is
    /// large, and takes as long as the line is slow.
    std::optional<std::chrono::seconds> stall_max{};
};

/// What the server said, whatever its status. Names of headers are in lower case.
struct HttpAnswer {
    unsigned status = 0;
    HttpHeaders headers{};
    std::string body{};
};

/// Asks other servers over HTTP and HTTPS. One thread of its own holds all that is under way and
/// keeps connections for the next call. Certificates are verified, redirects are answers and not
/// followed, and no variable of the environment names a proxy. May be used from any thread.
/// Outlives every task that sends by it, and goes before the io threads.
class HttpClient {
public:
    struct Config {
        std::chrono::milliseconds connect_time_max{5'000};
        std::chrono::milliseconds time_max{15'000};  // From `send` on, waiting included.
        std::size_t head_bytes_max = std::size_t{64} * 1024;
        std::size_t body_bytes_max = std::size_t{1024} * 1024;  // Of an answer.
        std::size_t running_max = 16;
        std::size_t waiting_max = 256;  // Beyond those that run.
        std::string proxy{};            // Empty: none.
    };

    explicit HttpClient(Config config);
    ~HttpClient();  // Breaks off what is left.

    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Errc::unreachable, timed_out, too_large, tls; bad_url for a call that cannot be sent as it
    /// is; overloaded. A caller that is cancelled goes on at once, and the call is broken off:
    /// whether the server has acted on it is not known then, as after every error.
    boost::asio::awaitable<Result<HttpAnswer>> send(HttpCall call);

private:
    struct Transfer;
    struct Engine;

    std::unique_ptr<Engine> engine_;
};

}  // namespace freshet::net
