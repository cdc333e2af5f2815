#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "serve/vod/memory.hpp"
#include "vod/video.hpp"

namespace freshet::vod {

/// Where a playlist's media lie.
struct MediaPlace {
    std::string
        base;  // Before the name of a file, with its last slash; empty: beside the playlist.
    std::string query;  // Behind it, with its '?'; empty: none.
};

/// Other people's servers that give out media in our place, by the keys of the store. Guarded: from
/// any thread.
class Cdn {
public:
    struct Config {
        std::string base_url{};  // Empty: there is none.

        /// Signs for all URLs of that pattern ("https://cdn.example/media/x/*") up to a moment:
        /// what stands behind the '?'. Empty: what is not public does not go there.
        std::function<std::string(const std::string& pattern, WallTime until)> sign{};
    };

    explicit Cdn(Config config);

    /// For a playlist of that generation which is asked for now. `expires_at` is that of the right
    /// to watch; 0: it has no end.
    [[nodiscard]] MediaPlace place_of(const Video& video, std::uint64_t generation,
                                      WallTime expires_at, WallTime now);

private:
    [[nodiscard]] std::string query_of(VideoId video, WallTime until);

    const Config config_;
    Memory<std::pair<VideoId, WallTime>, std::string> queries_;
};

/// The playlist with each of its URIs, of segments and of EXT-X-MAP, in that place. They are names
/// of files, as our own writer writes them.
[[nodiscard]] std::string with_media_at(std::string_view playlist, const MediaPlace& place);

}  // namespace freshet::vod
