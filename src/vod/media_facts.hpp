#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace freshet::vod {

/// What a file is, as the probe found it. Nothing here is believed because the file says so: it is
/// what decoders found, within limits.
struct MediaFacts {
    std::chrono::milliseconds duration{};
    bool has_video = false;
    bool has_audio = false;
    std::uint32_t width = 0;  // Upright, in square pixels; 0 without a picture.
    std::uint32_t height = 0;
    std::uint32_t rotation = 0;  // By which the source has to be turned clockwise: 0, 90, 180, 270.
    double frame_rate = 0;       // Frames a second, to three decimals; 0 without a picture.
    std::string container{};     // As ffprobe calls it: "mov,mp4,m4a,3gp,3g2,mj2".
    std::string video_codec{};   // As ffprobe calls it: "h264"; empty without a picture.
    std::string audio_codec{};

    bool operator==(const MediaFacts&) const = default;
};

enum class RenditionKind : std::uint8_t { video, audio };

/// One track as players choose it: a fragmented file and its playlist, side by side.
struct Rendition {
    std::string name;  // `source`, `720p`, `audio`: once a video.
    RenditionKind kind = RenditionKind::video;
    std::uint64_t generation = 0;  // In whose folder its files lie: see objects.hpp.
    std::string file;              // "source.mp4"
    std::string playlist;          // "source.m3u8"
    std::string codecs;            // RFC 6381: "avc1.64001f"
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    double frame_rate = 0;        // To three decimals; 0 without a picture.
    std::uint64_t bandwidth = 0;  // Bits a second, of the largest segment.
    std::uint64_t average_bandwidth = 0;
    std::uint64_t size_bytes = 0;  // Of file and playlist.

    bool operator==(const Rendition&) const = default;
};

}  // namespace freshet::vod
