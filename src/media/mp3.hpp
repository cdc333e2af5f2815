#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "media/frame.hpp"

namespace freshet::media {

/// The head of one frame of layer III (ISO/IEC 11172-3, 2.4.2.3; ISO/IEC 13818-3 for the half
/// rates).
struct Mp3Header {
    std::uint32_t sample_rate_hz = 0;
    std::uint32_t channels = 0;
    std::uint32_t samples = 0;  // 1152 for MPEG-1, 576 for the lower rates.
    bool is_mpeg1 = false;
};

[[nodiscard]] std::optional<Mp3Header> read_mp3_header(ByteSpan frame);

/// A track from its first frame: MP3 has no configuration of its own.
Result<Track> read_mp3_frame(ByteSpan frame);

}  // namespace freshet::media
