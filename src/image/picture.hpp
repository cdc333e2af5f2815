#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "image/square.hpp"

namespace freshet::image {

struct PictureRules {
    std::uint64_t pixels_max = 40'000'000;  // Judged by the header, before anything is decoded.
    std::uint32_t side = 512;
    float quality = 82;  // Of WebP, 0 to 100.
    Fit fit = Fit::cover;
};

inline constexpr PictureRules avatar_rules{};
inline constexpr PictureRules emote_rules{
    .pixels_max = 4'000'000, .side = 112, .quality = 90, .fit = Fit::contain};

/// A new square WebP of a JPEG, PNG, WebP or GIF (of an animation, the first frame): pixels alone,
/// so that nothing else of the file comes through. Takes up to a second of a core and
/// some 200 MB for the largest; from any thread, but not on one that has other things to do.
/// Reasons of refusal are image::Errc.
[[nodiscard]] Result<Bytes> make_picture(ByteSpan file, const PictureRules& rules = avatar_rules);

}  // namespace freshet::image
