#pragma once

#include <cstddef>

#include "base/bytes.hpp"

namespace freshet::rtmp {

/// Appends what tells a player that the stream is over: StreamEOF (RTMP 1.0, 7.1.7), then the two
/// notices that players wait for. The same for every player.
void append_play_end(Bytes& out, std::size_t chunk_size);

}  // namespace freshet::rtmp
