#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.hpp"
#include "base/slice.hpp"
#include "wire/rtmp/message.hpp"

namespace freshet::rtmp {

/// Appends one message as a format 0 chunk and as many of format 3 as it takes (RTMP 1.0, 5.3).
void append_message(Bytes& out, const MessageHead& head, ByteSpan body, std::size_t chunk_size);

/// The same for players, as slices that all of them share: absolute time, message stream 1. The
/// body is `body_head` followed by `payload`, whose bytes are not copied.
[[nodiscard]] std::vector<Slice> message_slices(std::uint32_t chunk_stream, std::uint8_t type,
                                                std::uint32_t timestamp_ms, Bytes body_head,
                                                Slice payload, std::size_t chunk_size);

}  // namespace freshet::rtmp
