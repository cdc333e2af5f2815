#include "serve/http/cors.hpp"

#include <algorithm>

#include <boost/asio/awaitable.hpp>

#include "serve/http/router.hpp"

namespace freshet::http {

namespace {

constexpr std::string_view allowed_headers =
    "Authorization, Content-Type, X-API-Key, If-Match, If-None-Match, Tus-Resumable, "
    "Upload-Length, "
    "Upload-Offset, Upload-Metadata, Upload-Defer-Length, Upload-Checksum, X-HTTP-Method-Override";
constexpr std::string_view exposed_headers =
    "Location, Retry-After, X-Request-Id, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, "
    "ETag, "
    "Tus-Resumable, Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm, "
    "Upload-Length, Upload-Offset, Upload-Expires, Upload-Metadata, Upload-Defer-Length, "
    "Freshet-Video, Freshet-Job";
constexpr std::string_view preflight_seconds = "600";

/// Scheme, host and port of what may be written as a URL.
std::string origin_of(std::string_view url) {
    const auto scheme = url.find("://");
    const auto host = scheme == std::string_view::npos ? 0 : scheme + 3;
    return std::string(url.substr(0, url.find('/', host)));
}

}  // namespace

void allow_any_origin(Response& response) {
    response.headers.set("Access-Control-Allow-Origin", "*");
    response.headers.set("Access-Control-Expose-Headers",
                         "Content-Length, Content-Range, Retry-After");
}

void allow_preflight(Router& router, std::string pattern) {
    router.add(Method::options, std::move(pattern),
               [](const Request&) -> boost::asio::awaitable<Response> {
                   Response response;
                   response.status = 204;
                   allow_any_origin(response);
                   response.headers.set("Access-Control-Allow-Methods", "GET, HEAD");
                   response.headers.set("Access-Control-Allow-Headers", "*");
                   response.headers.set("Access-Control-Max-Age", preflight_seconds);
                   co_return response;
               });
}

Cors::Cors(const std::vector<std::string>& origins) {
    for (const auto& origin : origins) origins_.push_back(origin_of(origin));
}

bool Cors::allows(std::string_view origin) const {
    return std::ranges::find(origins_, origin) != origins_.end();
}

void Cors::decorate(const Request& request, Response& response) const {
    // Public media are the same for every site, and for every cache.
    if (response.headers.get("Access-Control-Allow-Origin")) return;
    response.headers.add("Vary", "Origin");
    const auto origin = request.headers.get("Origin");
    if (!origin || !allows(*origin)) return;

    response.headers.set("Access-Control-Allow-Origin", *origin);
    response.headers.set("Access-Control-Allow-Credentials", "true");
    const bool preflight = request.method == Method::options &&
                           request.headers.get("Access-Control-Request-Method").has_value();
    if (!preflight) {
        response.headers.set("Access-Control-Expose-Headers", exposed_headers);
        return;
    }
    const std::string methods(response.headers.get("Allow").value_or(""));
    response.headers.set("Access-Control-Allow-Methods", methods);
    response.headers.set("Access-Control-Allow-Headers", allowed_headers);
    response.headers.set("Access-Control-Max-Age", preflight_seconds);
}

}  // namespace freshet::http
