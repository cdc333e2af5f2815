#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "media/frame.hpp"

namespace freshet::media {

/// Opus is always timed at 48 kHz, whatever the input was (RFC 7845, 4).
inline constexpr std::uint32_t opus_rate_hz = 48'000;

/// Reads OpusHead (RFC 7845, 5.1).
Result<Track> read_opus_head(ByteSpan config);

/// How long a packet lasts, in samples at 48 kHz, by its TOC byte and frame count (RFC 6716, 3.1
/// and 3.2). 0 when it is empty, or longer than the 120 ms that are allowed.
[[nodiscard]] std::uint32_t opus_samples(ByteSpan packet);

}  // namespace freshet::media
