#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace freshet::ffmpeg {

/// A fraction as ffprobe writes it: "30000/1001". Of nothing when it is not known.
struct Ratio {
    std::uint32_t over = 0;
    std::uint32_t under = 1;

    [[nodiscard]] bool is_known() const { return over > 0 && under > 0; }
    [[nodiscard]] double value() const { return is_known() ? double{1} * over / under : 0; }
    bool operator==(const Ratio&) const = default;
};

enum class StreamKind : std::uint8_t { video, audio, other };

/// One stream of a file, as ffprobe describes it.
struct StreamFacts {
    unsigned index = 0;
    StreamKind kind = StreamKind::other;
    std::string codec{};    // Empty: none that ffmpeg knows.
    std::string profile{};  // "High 10", "LC"
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::string pixel_format{};
    Ratio pixel_shape{};  // Sample aspect ratio; unknown is square.
    std::string field_order{};
    std::string transfer{};
    Ratio frame_rate{};  // The least common multiple of what was seen.
    Ratio average_frame_rate{};
    int rotation = 0;  // Degrees by which it is to be turned, counterclockwise.
    std::uint32_t channels = 0;
    std::uint32_t sample_rate_hz = 0;
    bool is_cover = false;  // A picture that belongs to sound.
    bool is_default = false;

    bool operator==(const StreamFacts&) const = default;
};

/// What a file is.
struct FileFacts {
    std::string container{};  // "mov,mp4,m4a,3gp,3g2,mj2"
    std::optional<std::chrono::milliseconds> duration{};
    std::vector<StreamFacts> streams{};

    bool operator==(const FileFacts&) const = default;
};

}  // namespace freshet::ffmpeg
