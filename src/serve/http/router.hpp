#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "serve/http/message.hpp"

namespace freshet::http {

/// Answers one request, which the session keeps until the handler has finished. What it throws is
/// logged and answered: 503 for an outage, else 500. When its deadline passes, what it awaits ends
/// with operation_aborted.
using Handler = std::function<boost::asio::awaitable<Response>(const Request&)>;

/// Judges a request by its head: the handler that answers this one request in place of the
/// route's, or the refusal. What it throws, and its deadline, are as for a handler.
using Admit =
    std::function<boost::asio::awaitable<std::expected<Handler, Response>>(const Request& head)>;

/// A route's own conditions; the session keeps them before the handler is asked.
struct RouteOptions {
    std::uint64_t body_bytes_max = 0;  // More is answered 413. 0: the route takes no body.
    std::chrono::milliseconds deadline{30'000};  // Longer is answered 503.
    Admit admit{};  // Asked before a body is read, when there is one. None: anybody may send it.
    bool streams_body = false;  // The handler is asked at once, and reads Request::body_reader.
};

struct Route {
    Method method;
    std::string
        pattern;  // "/live/:handle.flv": `:name` takes one segment up to the literal that follows
                  // it; a last `*name` takes all the rest. Logs and metrics name routes by it.
    RouteOptions options;
    Handler handler;
};

/// Finds the route of a request. Literal segments win over parameters, parameters over a wildcard;
/// a wildcard answers only for paths that no other route has the shape of. GET answers HEAD. Filled
/// before the first request, then read by all io threads at once.
class Router {
public:
    Router();
    ~Router();
    Router(Router&&) noexcept;

    /// Two routes with the same method and shape are a bug of ours, and so are two parameter names
    /// at one place.
    void add(Method method, std::string pattern, Handler handler, RouteOptions options = {});

    struct Found {
        const Route* route = nullptr;  // None: 404, or 405 when `allowed` has any.
        std::map<std::string, std::string, std::less<>> params;
        std::vector<Method> allowed;  // What this path takes.
    };
    [[nodiscard]] Found find(Method method, std::string_view path) const;

private:
    struct Node;
    struct Search;

    std::unique_ptr<Node> root_;
};

}  // namespace freshet::http
