#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace freshet::bench {

/// What a player takes from a master playlist (RFC 8216, 4.3.4): the first variant and the sound
/// that it names.
struct MasterPlaylist {
    std::string video;
    std::optional<std::string> audio;
};

[[nodiscard]] std::optional<MasterPlaylist> read_master(std::string_view text);

struct HlsSegment {
    std::string uri;
    double seconds = 0;
};

/// A media playlist (4.3.3) without its parts: these players are not low-latency ones.
struct MediaPlaylist {
    std::uint64_t first_number = 0;
    double target_s = 0;
    std::optional<std::string> init;
    std::vector<HlsSegment> segments;
};

[[nodiscard]] std::optional<MediaPlaylist> read_media(std::string_view text);

/// The path that a URI in the playlist at `base` stands for (RFC 3986, 5.2, as far as playlists
/// go).
[[nodiscard]] std::string resolve(std::string_view base, std::string_view uri);

}  // namespace freshet::bench
