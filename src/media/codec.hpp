#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace freshet::media {

enum class Kind : std::uint8_t { video, audio };

enum class Codec : std::uint8_t { h264, hevc, av1, vp9, aac, opus, mp3 };

/// The four characters of a code as the 32-bit number that stands on the wire, first character
/// highest.
consteval std::uint32_t fourcc(const char (&text)[5]) {
    std::uint32_t code = 0;
    for (int i = 0; i < 4; ++i) code = code << 8 | static_cast<std::uint8_t>(text[i]);
    return code;
}

/// All that the muxers need to know of a codec, in one row each.
struct CodecTraits {
    Codec codec;
    Kind kind;
    std::string_view name;               // As the API and the logs say it.
    std::uint32_t mp4_sample_entry;      // ISO/IEC 14496-15 and its kin.
    std::optional<std::uint8_t> flv_id;  // FLV 10.1, E.4.2.1 and E.4.3.1. None: Enhanced RTMP only.
    std::uint32_t enhanced_fourcc;  // Enhanced RTMP v2, "ExVideoTagHeader" and "ExAudioTagHeader".
};

inline constexpr std::array codecs{
    CodecTraits{Codec::h264, Kind::video, "h264", fourcc("avc1"), 7, fourcc("avc1")},
    CodecTraits{Codec::hevc, Kind::video, "hevc", fourcc("hvc1"), std::nullopt, fourcc("hvc1")},
    CodecTraits{Codec::av1, Kind::video, "av1", fourcc("av01"), std::nullopt, fourcc("av01")},
    CodecTraits{Codec::vp9, Kind::video, "vp9", fourcc("vp09"), std::nullopt, fourcc("vp09")},
    CodecTraits{Codec::aac, Kind::audio, "aac", fourcc("mp4a"), 10, fourcc("mp4a")},
    CodecTraits{Codec::opus, Kind::audio, "opus", fourcc("Opus"), std::nullopt, fourcc("Opus")},
    CodecTraits{Codec::mp3, Kind::audio, "mp3", fourcc("mp4a"), 2, fourcc(".mp3")},
};

constexpr const CodecTraits& traits(Codec codec) { return codecs[static_cast<std::size_t>(codec)]; }

static_assert([] {
    for (std::size_t i = 0; i < codecs.size(); ++i) {
        if (static_cast<std::size_t>(codecs[i].codec) != i) return false;
    }
    return true;
}());

}  // namespace freshet::media
