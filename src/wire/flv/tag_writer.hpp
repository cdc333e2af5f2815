#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "media/frame.hpp"

namespace freshet::flv {

/// FLV 10.1, E.4.1. RTMP's message types of the same kinds have the same numbers.
enum class TagType : std::uint8_t { audio = 8, video = 9, script = 18 };

inline constexpr std::size_t tag_head_size = 11;
inline constexpr std::size_t tag_tail_size = 4;

/// Which wall-clock time belongs to a stream's media time 0, told where media time stands at
/// `start`.
struct Origin {
    WallTime epoch{};
    media::MediaTime start{};
};

/// The time that FLV tags and RTMP messages carry: whole milliseconds in 32 bits (FLV 10.1, E.4.1).
/// Players see it wrap after 49.7 days on air.
[[nodiscard]] std::uint32_t timestamp_ms(media::MediaTime time);

/// What an FLV stream begins with (FLV 10.1, E.2): the header and the first back pointer, 13 bytes.
[[nodiscard]] Bytes file_header(bool has_video, bool has_audio);

/// FLV 10.1, E.4.1: what stands in front of a tag's body. Bodies over 2^24 - 1 bytes are our bug.
void append_tag_head(Bytes& out, TagType type, std::size_t body_size, std::uint32_t timestamp_ms);

/// FLV 10.1, E.3: the back pointer behind a tag.
void append_tag_tail(Bytes& out, std::size_t body_size);

/// What stands between a tag's (or RTMP message's) head and the frame's payload: the form of
/// FLV 10.1 for H.264, AAC and MP3, that of Enhanced RTMP for the rest. Its composition time counts
/// from the whole millisecond of `dts`.
void append_body_head(Bytes& out, const media::Frame& frame);

/// The body that configures the decoder; empty when the codec has none.
[[nodiscard]] Bytes sequence_header_body(const media::Track& track);

/// onMetaData of the tracks that there are (FLV 10.1, E.5). With an origin it also says
/// `captureEpoch` and `captureStart`, in milliseconds, by which our own player knows how far behind
/// it is.
[[nodiscard]] Bytes metadata_body(const media::Track* video, const media::Track* audio,
                                  std::optional<Origin> origin = std::nullopt);

}  // namespace freshet::flv
