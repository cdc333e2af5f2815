#include "serve/vod/cdn.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "vod/objects.hpp"
#include "vod/video_tokens.hpp"

namespace freshet::vod {

namespace {

using namespace std::chrono_literals;

// To sign costs a millisecond: those who ask within an hour are given the same.
constexpr auto signed_for = 1h;

constexpr std::string_view uri_attribute = "URI=\"";

/// A tag's line up to its URI, the URI, and the rest; without one all is in `before`.
struct TagLine {
    std::string_view before;
    std::string_view uri{};
    std::string_view after{};
};

Cdn::Config without_last_slash(Cdn::Config config) {
    while (config.base_url.ends_with('/')) config.base_url.pop_back();
    return config;
}

TagLine split_tag(std::string_view line) {
    const auto at = line.find(uri_attribute);
    if (!line.starts_with("#EXT-X-MAP:") || at == line.npos) return {.before = line};
    const auto begin = at + uri_attribute.size();
    const auto end = std::min(line.find('"', begin), line.size());
    return {.before = line.substr(0, begin),
            .uri = line.substr(begin, end - begin),
            .after = line.substr(end)};
}

}  // namespace

Cdn::Cdn(Config config)
    : config_(without_last_slash(std::move(config))),
      queries_({.fresh = signed_for, .life = signed_for, .kept = signed_for, .weight_max = 4096}) {}

MediaPlace Cdn::place_of(const Video& video, std::uint64_t generation, WallTime expires_at,
                         WallTime now) {
    if (config_.base_url.empty()) return {};
    // Where URLs are signed, the CDN asks it of all media alike.
    if (!config_.sign && video.visibility != Visibility::public_) return {};
    MediaPlace place{.base = config_.base_url + "/" + generation_prefix(video.id, generation),
                     .query = {}};
    if (!config_.sign) return place;
    const bool has_end = expires_at != WallTime();
    const auto until = has_end ? expires_at
                               : std::chrono::ceil<std::chrono::hours>(
                                     expiry_of(video.facts.duration, std::nullopt, now));
    place.query = "?" + query_of(video.id, until);
    return place;
}

std::string Cdn::query_of(VideoId video, WallTime until) {
    const auto now = mono_now();
    const std::pair key(video, until);
    if (const auto known = queries_.find(key, now)) return *known;
    auto query = config_.sign(config_.base_url + "/" + media_prefix(video) + "*", until);
    queries_.keep(key, std::make_shared<const std::string>(query), queries_.age(), now);
    return query;
}

std::string with_media_at(std::string_view playlist, const MediaPlace& place) {
    std::string text;
    text.reserve(2 * playlist.size());
    const auto add_uri = [&](std::string_view name) {
        text.append(place.base).append(name).append(place.query);
    };
    while (!playlist.empty()) {
        const auto line = playlist.substr(0, playlist.find('\n'));
        playlist.remove_prefix(std::min(playlist.size(), line.size() + 1));
        if (line.starts_with('#')) {
            const auto tag = split_tag(line);
            text += tag.before;
            if (!tag.uri.empty()) add_uri(tag.uri);
            text += tag.after;
        } else if (!line.empty()) {
            add_uri(line);
        }
        text += '\n';
    }
    return text;
}

}  // namespace freshet::vod
