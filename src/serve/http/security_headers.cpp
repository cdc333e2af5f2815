#include "serve/http/security_headers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace freshet::http {

namespace {

/// Answers with nothing in them that a browser should run or show in a frame.
constexpr std::string_view data_policy = "default-src 'none'; frame-ancestors 'none'";

// Players feed Media Source from blob: URLs and work in blob: workers.
constexpr std::string_view page_policy_format =
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{0}; "
    "media-src 'self' blob:{0}; connect-src 'self'{0}; worker-src 'self' blob:; font-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors {1}";

enum class Area { page, embed, data };

Area area_of(std::string_view path) {
    constexpr std::array<std::string_view, 9> data{"/api/", "/live/", "/hls/", "/dash/", "/vod/",
                                                   "/t/",   "/whip",  "/whep", "/health"};
    if (path.starts_with("/embed/")) return Area::embed;
    if (path == "/api/docs") return Area::page;
    const bool is_data =
        path == "/metrics" || std::ranges::any_of(data, [&](std::string_view prefix) {
            return path.starts_with(prefix);
        });
    return is_data ? Area::data : Area::page;
}

void set_unless_there(Headers& headers, std::string_view name, std::string_view value) {
    if (!headers.get(name)) headers.set(name, value);
}

}  // namespace

SecurityHeaders::SecurityHeaders(const Config& config) {
    std::string origins;
    for (const auto& origin : config.media_origins) origins += " " + origin;
    page_policy_ = fmt::format(page_policy_format, origins, "'none'");
    embed_policy_ = fmt::format(page_policy_format, origins, "*");
}

std::string_view SecurityHeaders::policy_of(std::string_view path) const {
    switch (area_of(path)) {
        case Area::page: return page_policy_;
        case Area::embed: return embed_policy_;
        case Area::data: return data_policy;
    }
    return data_policy;
}

void SecurityHeaders::decorate(const Request& request, Response& response) const {
    auto& headers = response.headers;
    set_unless_there(headers, "X-Content-Type-Options", "nosniff");
    set_unless_there(headers, "Referrer-Policy", "strict-origin-when-cross-origin");
    set_unless_there(headers, "Content-Security-Policy", policy_of(request.path));
    // RFC 6797, 7.2: never over plain HTTP.
    if (request.secure) set_unless_there(headers, "Strict-Transport-Security", "max-age=31536000");
}

}  // namespace freshet::http
