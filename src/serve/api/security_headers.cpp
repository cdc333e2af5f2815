#include "serve/api/security_headers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace freshet::api {

namespace {

/// Answers with nothing in them that a browser should run or show in a frame.
constexpr std::string_view data_policy = "default-src 'none'; frame-ancestors 'none'";

// Players feed Media Source from blob: URLs and work in blob: workers; their skins bring style
// elements.
constexpr std::string_view page_policy_format =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: "
    "blob:{0}; "
    "media-src 'self' blob:{0}; connect-src 'self' ws: wss:{0}; worker-src 'self' blob:; font-src "
    "'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors {1}";

enum class Area { page, embed, data };

Area area_of(std::string_view path) {
    constexpr std::array<std::string_view, 9> data{"/api/", "/live/", "/hls/", "/dash/", "/vod/",
                                                   "/t/",   "/whip",  "/whep", "/health"};
    if (path.starts_with("/embed/")) return Area::embed;
    const bool is_data =
        path == "/metrics" || std::ranges::any_of(data, [&](std::string_view prefix) {
            return path.starts_with(prefix);
        });
    return is_data ? Area::data : Area::page;
}

void set_unless_there(http::Headers& headers, std::string_view name, std::string_view value) {
    if (!headers.get(name)) headers.set(name, value);
}

}  // namespace

SecurityHeaders::SecurityHeaders(const Config& config) {
    std::string origins;
    for (const auto& origin : config.media_origins) origins += " " + origin;
    page_policy_ = fmt::format(page_policy_format, origins, "'none'");
    embed_policy_ = fmt::format(page_policy_format, origins, "*");
}

void SecurityHeaders::decorate(const http::Request& request, http::Response& response) const {
    auto& headers = response.headers;
    const auto area = area_of(request.path);
    set_unless_there(headers, "X-Content-Type-Options", "nosniff");
    set_unless_there(headers, "Referrer-Policy", "strict-origin-when-cross-origin");
    switch (area) {
        case Area::page: set_unless_there(headers, "Content-Security-Policy", page_policy_); break;
        case Area::embed:
            set_unless_there(headers, "Content-Security-Policy", embed_policy_);
            break;
        case Area::data: set_unless_there(headers, "Content-Security-Policy", data_policy); break;
    }
    // RFC 6797, 7.2: never over plain HTTP.
    if (request.secure) set_unless_there(headers, "Strict-Transport-Security", "max-age=31536000");
}

}  // namespace freshet::api
