#include "vod/objects.hpp"

#include <charconv>

namespace freshet::vod {

namespace {

constexpr std::string_view uploads = "uploads/";
constexpr std::string_view media = "media/";
constexpr std::string_view pictures = "pictures/";
constexpr std::string_view picture_ending = ".webp";

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// As it is written by us, and no other way: lower case, no leading zero.
std::optional<std::uint64_t> generation_from(std::string_view text) {
    std::uint64_t generation = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, generation);
    if (read.ec != std::errc() || read.ptr != end || generation == 0 || text.starts_with('0'))
        return std::nullopt;
    return generation;
}

std::optional<VideoId> video_from(std::string_view text) {
    const auto id = VideoId::parse(text);
    return id && to_string(*id) == text ? id : std::nullopt;
}

}  // namespace

std::string source_key(VideoId video) { return std::string(uploads) + to_string(video); }

std::string media_prefix(VideoId video) { return std::string(media) + to_string(video) + "/"; }

std::string pictures_prefix(VideoId video) {
    return std::string(pictures) + to_string(video) + "/";
}

std::string thumbnail_key(VideoId video, std::uint64_t generation) {
    return pictures_prefix(video) + std::to_string(generation) + std::string(picture_ending);
}

std::string generation_prefix(VideoId video, std::uint64_t generation) {
    return media_prefix(video) + std::to_string(generation) + "/";
}

std::string media_key(VideoId video, std::uint64_t generation, std::string_view file) {
    return generation_prefix(video, generation) + std::string(file);
}

std::optional<ObjectName> object_name_of(std::string_view key) {
    using Kind = ObjectName::Kind;
    if (take_prefix(key, uploads)) {
        const auto video = video_from(key);
        if (!video) return std::nullopt;
        return ObjectName{.kind = Kind::source, .video = *video, .generation = 0};
    }
    const bool is_picture = key.starts_with(pictures);
    if (!is_picture && !key.starts_with(media)) return std::nullopt;
    key.remove_prefix(is_picture ? pictures.size() : media.size());

    const auto slash = key.find('/');
    if (slash == key.npos) return std::nullopt;
    const auto video = video_from(key.substr(0, slash));
    auto rest = key.substr(slash + 1);
    if (is_picture && !rest.ends_with(picture_ending)) return std::nullopt;
    if (!is_picture && !rest.contains('/')) return std::nullopt;
    rest = is_picture ? rest.substr(0, rest.size() - picture_ending.size())
                      : rest.substr(0, rest.find('/'));
    const auto generation = generation_from(rest);
    if (!video || !generation) return std::nullopt;
    return ObjectName{.kind = is_picture ? Kind::picture : Kind::media,
                      .video = *video,
                      .generation = *generation};
}

}  // namespace freshet::vod
