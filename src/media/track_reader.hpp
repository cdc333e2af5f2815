#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "media/frame.hpp"

namespace freshet::media {

/// Reads a decoder's configuration as publishers send it and as MP4 carries it (see Track::config),
/// and fills in all that the writers need: codec string, size, frame rate, sample rate, channels.
///
/// VP9's vpcC may come with or without the four bytes of its FullBox head, and is kept with them;
/// it tells no size (see vp9_frame_size). MP3 has no configuration: `config` is then its first
/// frame, and the track keeps none of it.
Result<Track> make_track(Codec codec, Bytes config);

}  // namespace freshet::media
