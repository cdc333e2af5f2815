#include "base/names.hpp"

#include <algorithm>
#include <array>

#include "base/ids.hpp"

namespace freshet {

namespace {

// First segments of routes and pages, and words that mean something where a name could stand.
constexpr std::array<std::string_view, 76> reserved{
    "about",
    "account",
    "admin",
    "administrator",
    "anonymous",
    "api",
    "assets",
    "auth",
    "categories",
    "category",
    "channel",
    "channels",
    "chat",
    "check",
    "community",
    "dash",
    "docs",
    "documents",
    "embed",
    "favicon",
    "freshet",
    "health",
    "help",
    "hls",
    "home",
    "jobs",
    "library",
    "live",
    "login",
    "logout",
    "me",
    "media",
    "metrics",
    "moderator",
    "my",
    "notifications",
    "null",
    "oembed",
    "playback",
    "privacy",
    "register",
    "reports",
    "robots",
    "rooms",
    "root",
    "rules",
    "search",
    "security",
    "settings",
    "setup",
    "signin",
    "signup",
    "socket",
    "static",
    "statistics",
    "stream",
    "streams",
    "studio",
    "subscriptions",
    "support",
    "system",
    "t",
    "terms",
    "undefined",
    "uploads",
    "user",
    "users",
    "video",
    "videos",
    "vod",
    "watch",
    "webhooks",
    "whep",
    "whip",
    "ws",
    "www",
};

bool is_space(char letter) { return letter == ' ' || (letter >= '\t' && letter <= '\r'); }

}  // namespace

std::string to_lower_ascii(std::string_view text) {
    std::string lower(text);
    for (auto& letter : lower) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return lower;
}

std::string_view trim_ascii(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

bool is_reserved_name(std::string_view name) {
    const auto lower = to_lower_ascii(name);
    return std::ranges::find(reserved, lower) != reserved.end() || Uuid::parse(lower).has_value();
}

}  // namespace freshet
