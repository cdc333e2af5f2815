#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "live/output.hpp"
#include "serve/cmaf/breaks.hpp"
#include "serve/cmaf/cut_rule.hpp"
#include "serve/cmaf/lane.hpp"
#include "serve/cmaf/presentation.hpp"
#include "serve/cmaf/track_writer.hpp"

namespace freshet::cmaf {

/// How a stream is packaged.
struct Config {
    media::MediaTime segment = std::chrono::seconds(2);
    Window window{};  // Of each track.
    TrackWriter::Config writer{};
    std::size_t segment_bytes_max = 32 * 1024 * 1024;

    /// How long, and how much of it, sound waits for the picture that tells where to cut it.
    media::MediaTime hold_max = std::chrono::seconds(5);
    std::size_t held_bytes_max = 4 * 1024 * 1024;
    std::size_t held_frames_max = 2000;

    /// A second track that is there this soon after the first belongs into the first master, and
    /// its first segment is waited for, up to `first_segment_max`.
    media::MediaTime second_track_max = std::chrono::seconds(1);
    media::MediaTime first_segment_max = std::chrono::seconds(15);
};

/// Cuts a stream into CMAF segments, one track each, and keeps its Presentation up to date. Video
/// is cut by CutRule, audio at the first frame at or after that cut. A discontinuity or a new
/// configuration of one track ends segments in both, so that their Discontinuity Sequence Numbers
/// match (see Breaks).
///
/// Owned by the stream, on its home thread; the Presentation outlives it.
class Packager final : public live::Output {
public:
    /// `epoch` is part of all file names: unique to this run of this stream, of characters that
    /// URLs need not escape.
    Packager(std::string_view epoch, Config config, std::shared_ptr<Presentation> presentation);

    void on_tracks(const live::Tracks& tracks) override;
    void on_frame(const media::FramePtr& frame) override;
    void on_epoch(WallTime epoch) override { wall_epoch_ = epoch; }
    void on_end() override;

private:
    /// One kind's way from frames to segments.
    struct Side {
        Side(media::Kind of, std::string_view epoch, Window window)
            : kind(of), lane(of, epoch, window) {}

        media::Kind kind;
        Lane lane;
        media::TrackPtr track{};
        std::optional<TrackWriter> writer{};
        bool awaits_keyframe = true;
        bool is_announced = false;
        bool is_independent = true;  // All segments so far begin where decoding can.
        std::optional<media::MediaTime> known_at{};
        media::MediaTime newest{};  // The newest frame's dts, written or not.
        std::uint64_t discontinuity = 0;
    };

    Side& side(media::Kind kind) { return sides_[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] const Side& side(media::Kind kind) const {
        return sides_[static_cast<std::size_t>(kind)];
    }

    void take_video(const media::Frame& frame);
    void cut_audio_at(media::MediaTime time);
    void drain_audio();
    void take_audio(const media::Frame& frame);
    [[nodiscard]] bool must_hold(const media::Frame& frame) const;
    [[nodiscard]] bool audio_is_due(const media::Frame& frame);

    void break_if_told(Side& side, const media::Frame& frame);
    [[nodiscard]] bool begin(Side& side, const media::Frame& frame);
    void divide_first();

    void add(Side& side, std::optional<Segment> segment);
    [[nodiscard]] std::optional<WallTime> wall_epoch_of(std::uint64_t discontinuity);
    [[nodiscard]] bool is_complete() const;
    void publish();

    Config config_;
    std::shared_ptr<Presentation> presentation_;
    std::array<Side, 2> sides_;  // By media::Kind.
    CutRule rule_;
    Breaks breaks_;
    std::deque<media::FramePtr> held_audio_;
    std::size_t held_bytes_ = 0;
    std::deque<media::MediaTime>
        audio_cuts_;  // Where the picture was cut and sound is not there yet.
    std::optional<WallTime> wall_epoch_;
    std::map<std::uint64_t, WallTime>
        wall_epochs_;  // By discontinuity: fixed with its first segment.
    bool has_master_ = false;
    bool has_ended_ = false;
};

}  // namespace freshet::cmaf
