#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "ffmpeg/facts.hpp"

namespace freshet::ffmpeg {

/// What is done to the picture: nothing, or one H.264 rendition is made of it, upright, with square
/// pixels, at a constant frame rate.
struct PicturePlan {
    unsigned stream = 0;
    bool is_encoded = false;
    std::uint32_t width = 0;  // Of what is made; of a copy, what it has.
    std::uint32_t height = 0;
    Ratio frame_rate{};  // Of what is made.
    bool deinterlace = false;
    bool tone_map = false;
    std::uint32_t kilobits_max = 0;  // A second.

    /// "1080p" by its shorter side; "source" when it is a copy.
    [[nodiscard]] std::string name() const;

    bool operator==(const PicturePlan&) const = default;
};

struct SoundPlan {
    unsigned stream = 0;
    bool is_encoded = false;
    std::uint32_t channels = 0;
    std::uint32_t sample_rate_hz = 0;
    std::uint32_t kilobits = 0;  // A second, of what is made.

    bool operator==(const SoundPlan&) const = default;
};

/// How a file is made playable. At least one of picture and sound is there.
struct Plan {
    std::optional<PicturePlan> picture{};
    std::optional<SoundPlan> sound{};
    std::optional<unsigned> cover{};  // The stream of a picture that belongs to sound.
    std::optional<std::chrono::milliseconds> duration{};  // As the file says it.

    /// Whether anything has to be encoded of the picture, which takes long.
    [[nodiscard]] bool is_slow() const { return picture && picture->is_encoded; }

    bool operator==(const Plan&) const = default;
};

/// What a video may be. docs/videos.md, "Failures".
struct VideoLimits {
    std::chrono::milliseconds duration_max = std::chrono::hours(12);
    std::uint32_t side_pixels_max = 8192;
};

/// H.264 and AAC that players everywhere take stay as they are; the rest is encoded. The errors
/// are those of the file.
Result<Plan> judge(const FileFacts& facts, const VideoLimits& limits = {});

/// The same with the picture encoded: a copy of it did not do.
Plan with_encoded_picture(Plan plan, const FileFacts& facts);

}  // namespace freshet::ffmpeg
