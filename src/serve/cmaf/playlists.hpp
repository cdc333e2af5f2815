#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "media/frame.hpp"
#include "serve/cmaf/lane.hpp"
#include "serve/cmaf/segment.hpp"
#include "wire/hls/playlist.hpp"

namespace freshet::cmaf {

/// What a media playlist is called, beside its master and its segments.
constexpr std::string_view playlist_name(media::Kind kind) {
    return kind == media::Kind::video ? "video.m3u8" : "audio.m3u8";
}

/// What the segments themselves do not say.
struct PlaylistFacts {
    std::uint32_t target_s = 0;
    bool is_independent = false;
    bool has_ended = false;
};

hls::MediaPlaylist media_playlist(const std::vector<SegmentPtr>& listed, PlaylistFacts facts);

/// A track that a master lists; none when `track` is null.
struct Listed {
    media::TrackPtr track{};
    Lane::Rates rates{};
    double frame_rate = 0;
};

/// Of video and audio one may be missing.
hls::MasterPlaylist master_playlist(const Listed& video, const Listed& audio);

}  // namespace freshet::cmaf
