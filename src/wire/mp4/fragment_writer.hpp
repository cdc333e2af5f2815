#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.hpp"
#include "base/slice.hpp"

namespace freshet::mp4 {

/// One coded frame with its place in ticks of the track's clock.
struct Sample {
    Slice payload{};
    std::uint32_t duration = 0;
    std::int32_t composition_offset = 0;  // pts - dts
    bool is_sync = true;
};

/// A moof and its mdat. The frames themselves are not copied: send `head`, then each payload in
/// turn.
struct Fragment {
    Bytes head{};  // moof, and mdat's own head.
    std::vector<Slice> payload{};
    std::size_t size_bytes = 0;  // All of it.
};

/// Writes the fragments of one track (ISO/IEC 14496-12, 8.8; CMAF chunks of ISO/IEC
/// 23000-19, 7.3.2.3), numbered from 1.
class FragmentWriter {
public:
    /// Samples that follow each other without a gap, the first decoded at `decode_time` ticks. At
    /// least one.
    Fragment write(std::int64_t decode_time, std::span<const Sample> samples);

private:
    std::uint32_t sequence_ = 0;
};

}  // namespace freshet::mp4
