#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.hpp"
#include "wire/hls/playlist.hpp"

namespace freshet::hls {

/// What a playlist may make us hold.
struct ReaderLimits {
    std::size_t text_bytes_max = 1024 * 1024;
    std::size_t segments_max = 20'000;
    std::size_t variants_max = 64;
};

/// Reads media playlists of fragmented MP4, strictly: every rule of RFC 8216 that can be seen in
/// the text, and no tag that is not known here. The judge of what the writer writes.
Result<MediaPlaylist> read_media_playlist(std::string_view text, ReaderLimits limits = {});

/// The same for master playlists with at most one audio rendition. Queries stay on the URIs.
Result<MasterPlaylist> read_master_playlist(std::string_view text, ReaderLimits limits = {});

}  // namespace freshet::hls
