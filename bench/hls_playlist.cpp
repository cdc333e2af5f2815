#include "bench/hls_playlist.hpp"

#include <algorithm>
#include <charconv>

namespace freshet::bench {

namespace {

constexpr std::size_t segments_max = 10'000;

/// The attribute that a variant of sound alone does not have (4.3.4.2).
constexpr std::string_view picture = "RESOLUTION=";

std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

/// What stands behind a tag's colon.
std::optional<std::string_view> value_of(std::string_view line, std::string_view tag) {
    if (!line.starts_with(tag)) return std::nullopt;
    return line.substr(tag.size());
}

/// A quoted attribute, such as URI="..." (4.2).
std::optional<std::string_view> quoted(std::string_view attributes, std::string_view name) {
    const auto key = std::string(name) + "=\"";
    for (std::size_t at = 0; (at = attributes.find(key, at)) != attributes.npos; at += key.size()) {
        const bool is_whole_name = at == 0 || attributes[at - 1] == ',';
        if (!is_whole_name) continue;
        const auto value = attributes.substr(at + key.size());
        return value.substr(0, value.find('"'));
    }
    return std::nullopt;
}

template <class Number>
Number number_in(std::string_view text) {
    Number number{};
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

std::optional<MasterPlaylist> read_master(std::string_view text) {
    MasterPlaylist master;
    std::string_view chosen;  // The attributes of its variant.
    std::vector<std::string_view> sounds;
    while (!text.empty()) {
        const auto line = take_line(text);
        const auto media = value_of(line, "#EXT-X-MEDIA:");
        if (media && media->contains("TYPE=AUDIO")) sounds.push_back(*media);

        const auto variant = value_of(line, "#EXT-X-STREAM-INF:");
        if (!variant) continue;
        const auto uri = take_line(text);
        const bool is_first_picture = variant->contains(picture) && !chosen.contains(picture);
        if (master.video.empty() || is_first_picture) {
            master.video = uri;
            chosen = *variant;
        }
    }
    if (master.video.empty()) return std::nullopt;

    const auto group = quoted(chosen, "AUDIO");
    for (const auto sound : sounds) {
        const auto uri = quoted(sound, "URI");
        if (!group || quoted(sound, "GROUP-ID") != group || !uri) continue;
        master.audio = *uri;
        break;
    }
    return master;
}

std::optional<MediaPlaylist> read_media(std::string_view text) {
    if (!text.starts_with("#EXTM3U")) return std::nullopt;
    MediaPlaylist list;
    double seconds = 0;
    while (!text.empty()) {
        const auto line = take_line(text);
        if (const auto number = value_of(line, "#EXT-X-MEDIA-SEQUENCE:")) {
            list.first_number = number_in<std::uint64_t>(*number);
        } else if (const auto target = value_of(line, "#EXT-X-TARGETDURATION:")) {
            list.target_s = number_in<double>(*target);
        } else if (const auto map = value_of(line, "#EXT-X-MAP:")) {
            if (const auto uri = quoted(*map, "URI")) list.init = *uri;
        } else if (const auto length = value_of(line, "#EXTINF:")) {
            seconds = number_in<double>(*length);
        } else if (!line.empty() && !line.starts_with('#')) {
            list.segments.push_back({.uri = std::string(line), .seconds = seconds});
        }
    }
    if (list.target_s <= 0 || list.segments.size() > segments_max) return std::nullopt;
    return list;
}

std::string resolve(std::string_view base, std::string_view uri) {
    if (const auto host = uri.find("://"); host != uri.npos) {
        const auto slash = std::min(uri.find('/', host + 3), uri.size());
        return std::string(uri.substr(slash));
    }
    if (uri.starts_with('/')) return std::string(uri);
    const auto folder = base.substr(0, base.find('?'));
    return std::string(folder.substr(0, folder.rfind('/') + 1)).append(uri);
}

}  // namespace freshet::bench
