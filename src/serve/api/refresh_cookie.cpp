#include "serve/api/refresh_cookie.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/names.hpp"
#include "serve/api/public_urls.hpp"

namespace freshet::api {

namespace {

constexpr std::string_view cookie_name = "freshet_refresh";

/// The site that browsers take a host for, as far as that is known without the public suffix list:
/// its last two labels. Where that is too wide, the cookie is stricter than it had to be.
std::string_view site_of(std::string_view host) {
    const auto last = host.rfind('.');
    if (last == std::string_view::npos || last == 0) return host;
    const auto before = host.rfind('.', last - 1);
    return before == std::string_view::npos ? host : host.substr(before + 1);
}

}  // namespace

RefreshCookie::RefreshCookie(Config config) : config_(std::move(config)) {}

std::string RefreshCookie::read(const http::Request& request) {
    auto rest = request.headers.get("Cookie").value_or("");
    while (!rest.empty()) {
        const auto end = rest.find(';');
        const auto pair = trim_ascii(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (pair.substr(0, pair.find('=')) == cookie_name && pair.size() > cookie_name.size()) {
            return std::string(pair.substr(cookie_name.size() + 1));
        }
    }
    return {};
}

bool RefreshCookie::has_foreign_client(const Call& call) const {
    const auto own = host_name_of(config_.public_url.empty() ? call.host : config_.public_url);
    return std::ranges::any_of(config_.client_urls, [&](const std::string& url) {
        return site_of(host_name_of(url)) != site_of(own);
    });
}

std::string RefreshCookie::keep(const Call& call, std::string_view token,
                                std::chrono::seconds life) const {
    // RFC 6265bis, 5.6.7.2: browsers drop SameSite=None without Secure.
    const bool cross_site = call.secure && has_foreign_client(call);
    return fmt::format("{}={}; Path=/api/auth; Max-Age={}; HttpOnly; SameSite={}{}", cookie_name,
                       token, life.count(), cross_site ? "None" : "Strict",
                       call.secure ? "; Secure" : "");
}

std::string RefreshCookie::forget(const Call& call) const { return keep(call, "", {}); }

bool RefreshCookie::may_use(const http::Request& request) const {
    const auto origin = request.headers.get("Origin");
    if (!origin) {
        // Browsers send Origin with every POST; what sends none and says that it crosses sites is
        // odd.
        return request.headers.get("Sec-Fetch-Site").value_or("none") != "cross-site";
    }
    const auto same = [&](std::string_view url) {
        return !url.empty() && origin_of(url) == *origin;
    };
    if (same(config_.public_url) || std::ranges::any_of(config_.client_urls, same)) return true;
    const auto host = request.headers.get("Host").value_or("");
    return !host.empty() &&
           *origin == fmt::format("{}://{}", request.secure ? "https" : "http", host);
}

}  // namespace freshet::api
