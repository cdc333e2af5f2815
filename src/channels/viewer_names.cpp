#include "channels/viewer_names.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/bytes.hpp"
#include "base/encoding.hpp"
#include "base/hmac.hpp"
#include "base/names.hpp"
#include "base/random.hpp"

namespace freshet::channels {

namespace {

constexpr std::size_t name_size = 16;

std::string name_of(const SecretText& key, std::string_view message) {
    const auto digest = hmac_sha256(key.reveal(), as_bytes(message));
    return to_hex(ByteSpan(digest).first(name_size));
}

/// Until the day's salt is known.
SecretText salt_of_this_run() {
    std::array<std::byte, 32> salt{};
    fill_random(salt);
    return SecretText(to_hex(salt));
}

}  // namespace

ViewerNames::ViewerNames(SecretText secret_key)
    : secret_key_(std::move(secret_key)), salt_(salt_of_this_run()) {}

void ViewerNames::set_salt(SecretText salt) {
    const std::lock_guard lock(mutex_);
    salt_ = std::move(salt);
}

std::string ViewerNames::of_user(UserId user) const {
    return name_of(secret_key_, "freshet viewer " + to_string(user));
}

std::string ViewerNames::of_stranger(std::string_view mark) const {
    const std::lock_guard lock(mutex_);
    return name_of(salt_, mark);
}

bool is_robot(std::string_view user_agent) {
    // Search engines, link previews, monitors and scripts. Players that are libraries (Lavf,
    // GStreamer, VLC) are people.
    constexpr std::array<std::string_view, 14> marks{
        "bot",     "crawl",   "spider",  "slurp",      "facebookexternalhit",
        "preview", "monitor", "pingdom", "lighthouse", "curl/",
        "wget/",   "python-", "go-http", "scrapy"};
    const auto lower = to_lower_ascii(user_agent);
    return std::ranges::any_of(
        marks, [&](std::string_view mark) { return lower.find(mark) != std::string::npos; });
}

}  // namespace freshet::channels
