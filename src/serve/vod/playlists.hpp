#pragma once

#include "vod/video_repository.hpp"
#include "wire/hls/playlist.hpp"

namespace freshet::vod {

/// What players choose by: a variant for each picture, with the sound beside it. URIs are relative
/// to the address of the master playlist. Without any rendition there is no variant.
[[nodiscard]] hls::MasterPlaylist master_of(const Playable& playable);

}  // namespace freshet::vod
