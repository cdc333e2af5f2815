#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "serve/http/message.hpp"

namespace freshet::http {

/// Lets any page read public media: `Access-Control-Allow-Origin: *`, without credentials.
void allow_any_origin(Response& response);

class Router;

/// Answers preflights for public media at `pattern`: players that send a Range or a header of their
/// own ask first.
void allow_preflight(Router& router, std::string pattern);

/// Lets the web apps of CLIENT_URL use the API with their cookies, and nobody else's. Immutable;
/// from any thread.
class Cors {
public:
    /// Origins as CLIENT_URL lists them: "https://app.example"; a path or a trailing slash is
    /// dropped.
    explicit Cors(const std::vector<std::string>& origins);

    /// Whether a request with this Origin comes from one of ours.
    [[nodiscard]] bool allows(std::string_view origin) const;

    /// Adds what the request's origin may know. A preflight is an OPTIONS that the session has
    /// answered 204 with `Allow`; its methods are taken from there.
    void decorate(const Request& request, Response& response) const;

private:
    std::vector<std::string> origins_;
};

}  // namespace freshet::http
