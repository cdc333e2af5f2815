#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"

namespace freshet::hls {

/// A part of what a URI names (RFC 8216, 4.3.2.2).
struct ByteRange {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;

    bool operator==(const ByteRange&) const = default;
};

/// One segment of a media playlist (RFC 8216, 3).
struct PlaylistSegment {
    std::string uri{};
    std::optional<ByteRange> range{};  // None: all of it.
    std::string map_uri{};             // EXT-X-MAP: its initialisation.
    std::optional<ByteRange> map_range{};
    std::chrono::microseconds duration{};  // Written to the microsecond.
    std::uint64_t discontinuity = 0;       // Its Discontinuity Sequence Number (RFC 8216, 6.2.1).
    std::optional<WallTime> program_date_time{};

    bool operator==(const PlaylistSegment&) const = default;
};

/// A media playlist (RFC 8216, 4.3.2 and 4.3.3) of fragmented MP4.
struct MediaPlaylist {
    std::uint32_t target_duration_s = 0;
    std::uint64_t media_sequence = 0;
    std::uint64_t discontinuity_sequence =
        0;                        // The first segment's; of use on its own when there is none.
    bool is_independent = false;  // Every segment begins where decoding can.
    bool has_ended = false;
    bool is_on_demand = false;  // EXT-X-PLAYLIST-TYPE:VOD: it never changes.
    std::vector<PlaylistSegment> segments{};

    bool operator==(const MediaPlaylist&) const = default;
};

/// What players choose a rendition by.
struct Variant {
    std::string uri{};
    std::string codecs{};                 // RFC 6381, all of what is played together.
    std::uint64_t bandwidth = 0;          // Peak bits a second.
    std::uint64_t average_bandwidth = 0;  // 0: not known.
    std::uint32_t width = 0;              // 0: no video, or not known.
    std::uint32_t height = 0;
    double frame_rate = 0;  // 0: not known.

    bool operator==(const Variant&) const = default;
};

/// A master playlist (RFC 8216, 4.3.4): variants that share at most one audio rendition beside
/// them.
struct MasterPlaylist {
    std::vector<Variant> variants{};
    std::string audio_uri{};  // Empty: the variants have all there is.
    std::uint32_t audio_channels = 0;

    bool operator==(const MasterPlaylist&) const = default;
};

}  // namespace freshet::hls
