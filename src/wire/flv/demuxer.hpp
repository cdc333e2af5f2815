#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/slice.hpp"
#include "media/frame.hpp"
#include "media/timeline.hpp"
#include "wire/flv/packet.hpp"

namespace freshet::flv {

/// Makes frames of the audio, video and script messages of one publication, as RTMP and FLV files
/// carry them. A value without a thread of its own.
///
/// Frames share their message's memory. A sequence header makes a new Track only if it differs from
/// the one in force. What cannot be shown is dropped and counted; an error means that this
/// publication can never be shown.
class Demuxer {
public:
    /// What was passed over.
    struct Dropped {
        std::uint64_t before_header = 0;  // Frames whose decoder configuration has not come.
        std::uint64_t malformed = 0;      // Messages that cannot be read, and script data likewise.
        std::uint64_t empty = 0;          // Frames without a byte of payload.
        std::uint64_t other_tracks = 0;   // Of multitrack messages, all but track 0.
    };

    explicit Demuxer(media::Timeline timeline) : timeline_(timeline) {}

    Result<std::vector<media::FramePtr>> push_video(std::uint32_t timestamp_ms, Slice body);
    Result<std::vector<media::FramePtr>> push_audio(std::uint32_t timestamp_ms, Slice body);

    /// onMetaData, alone or behind @setDataFrame: the frame rate and the encoder's name are kept.
    void push_metadata(ByteSpan script_body);

    /// The tracks in force; null before their sequence header.
    [[nodiscard]] const media::TrackPtr& video() const { return video_; }
    [[nodiscard]] const media::TrackPtr& audio() const { return audio_; }

    /// As the publisher calls itself; empty when it does not.
    [[nodiscard]] const std::string& encoder() const { return encoder_; }

    [[nodiscard]] const Dropped& dropped() const { return dropped_; }

    /// Where the next publication may begin: see media::Timeline.
    [[nodiscard]] media::MediaTime end() const { return timeline_.end(); }

private:
    using Frames = Result<std::vector<media::FramePtr>>;

    Frames push(std::uint32_t timestamp_ms, const Slice& body, const Result<Packet>& packet,
                media::TrackPtr& track);
    Result<void> start_sequence(const Packet& packet, media::TrackPtr& track) const;
    void learn_from_frame(const Packet& packet, media::TrackPtr& track) const;
    media::FramePtr make_frame(std::uint32_t timestamp_ms, const Slice& body, const Packet& packet,
                               const media::TrackPtr& track);

    media::Timeline timeline_;
    media::TrackPtr video_;
    media::TrackPtr audio_;
    double frame_rate_ = 0;
    std::string encoder_;
    Dropped dropped_;
};

}  // namespace freshet::flv
