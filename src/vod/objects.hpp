#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"

// How the objects of videos are called in the store: docs/videos.md, "Objects". Texts, for the
// domain knows no store.
namespace freshet::vod {

[[nodiscard]] std::string source_key(VideoId video);       // uploads/{video}
[[nodiscard]] std::string media_prefix(VideoId video);     // media/{video}/
[[nodiscard]] std::string pictures_prefix(VideoId video);  // pictures/{video}/
[[nodiscard]] std::string thumbnail_key(VideoId video, std::uint64_t generation);
[[nodiscard]] std::string generation_prefix(VideoId video, std::uint64_t generation);
/// A file of a generation: "video.mp4", "source.m3u8".
[[nodiscard]] std::string media_key(VideoId video, std::uint64_t generation, std::string_view file);

inline constexpr std::string_view progressive_file = "video.mp4";

/// Whose an object is.
struct ObjectName {
    enum class Kind : std::uint8_t { source, media, picture } kind = Kind::source;
    VideoId video;
    std::uint64_t generation = 0;  // Of media and pictures.
};

/// Nothing for a key that is no video's.
[[nodiscard]] std::optional<ObjectName> object_name_of(std::string_view key);

}  // namespace freshet::vod
