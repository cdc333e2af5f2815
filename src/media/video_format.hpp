#pragma once

#include <cstddef>
#include <cstdint>

namespace freshet::media {

/// What a sequence parameter set says of the picture.
struct VideoFormat {
    std::uint32_t width = 0;  // As shown: after cropping.
    std::uint32_t height = 0;
    double frame_rate = 0;  // 0: it does not say.
};

/// What a decoder's configuration may make us read.
struct ParameterSetLimits {
    std::size_t set_bytes_max = 4096;
    std::uint32_t side_pixels_max = 16384;
};

}  // namespace freshet::media
