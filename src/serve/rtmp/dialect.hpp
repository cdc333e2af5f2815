#pragma once

#include "serve/fanout/dialect.hpp"

namespace freshet::rtmp {

/// RTMP messages for players. All players share them: one chunk size, message stream 1, absolute
/// time.
fanout::DialectKind player_dialect(std::uint32_t chunk_size);

}  // namespace freshet::rtmp
