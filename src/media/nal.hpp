#pragma once

#include <optional>

#include "base/bytes.hpp"

namespace freshet::media {

/// Walks the NAL units of one access unit with 4-byte lengths (ISO/IEC 14496-15, 4.3.3 with
/// lengthSizeMinusOne 3). Stops at the first length that does not fit. The caller keeps the bytes
/// alive.
class NalWalk {
public:
    explicit NalWalk(ByteSpan payload) : rest_(payload) {}

    /// The next unit without its length; nothing at the end. Empty units are passed over.
    std::optional<ByteSpan> next();

private:
    ByteReader rest_;
};

/// The RBSP: a NAL unit's bytes without the emulation prevention (H.264, 7.4.1; HEVC, 7.4.2).
Bytes without_emulation_prevention(ByteSpan unit);

}  // namespace freshet::media
