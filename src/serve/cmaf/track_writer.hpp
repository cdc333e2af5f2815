#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "media/frame.hpp"
#include "serve/cmaf/sample_grid.hpp"
#include "serve/cmaf/segment.hpp"
#include "wire/mp4/fragment_writer.hpp"

namespace freshet::cmaf {

/// Writes one track with one configuration as fragments into memory files, one a segment. A frame
/// is written when the next one is there, which tells how long it lasted. When the system has no
/// memory file to give, the segment is lost and the next one is tried anew. Owned by a Packager, on
/// its thread.
class TrackWriter {
public:
    struct Config {
        media::MediaTime part = std::chrono::milliseconds(500);
        media::MediaTime gap_max =
            std::chrono::seconds(2);  // A frame that lasts longer leaves a gap instead.
        std::size_t part_bytes_max = 4 * 1024 * 1024;
        std::size_t part_frames_max = 1000;
    };

    TrackWriter(media::TrackPtr track, Config config);

    /// What MP4 says of the track before the first segment; VP9's size comes with its first
    /// keyframe.
    [[nodiscard]] Result<FileRange> init(const media::Frame& first) const;

    /// The next frame. With `cut`, the open segment ends before it and is given back, but for its
    /// names and numbers.
    std::optional<Segment> take(const media::Frame& frame, bool cut);

    /// Ends the open segment; what follows begins with a new one, maybe after a gap.
    std::optional<Segment> finish();

    /// Divides the open segment at its first part that begins `length` after its start or later,
    /// and gives back what lies before; nothing when there is no such part yet.
    std::optional<Segment> divide(media::MediaTime length);

    /// Where the open segment begins; nothing when there is none.
    [[nodiscard]] std::optional<media::MediaTime> open_since() const;

    /// What the open segment holds.
    [[nodiscard]] std::size_t open_bytes() const { return written_bytes_ + run_bytes_; }

private:
    struct Pending {
        mp4::Sample sample;
        std::int64_t ticks = 0;
    };

    [[nodiscard]] std::int64_t place(const media::Frame& frame);
    void complete(std::optional<std::int64_t> next);
    void write_part();
    void open();
    void lose(const ErrorCode& error);
    std::optional<Segment> close();
    [[nodiscard]] Segment describe(std::size_t part_count) const;

    media::TrackPtr track_;
    Config config_;
    std::uint32_t scale_;
    SampleGrid grid_;
    mp4::FragmentWriter fragments_;

    std::optional<Pending> pending_;  // The newest frame.
    std::int64_t nominal_ticks_;      // How long a frame usually lasts.
    std::uint32_t samples_ = 0;       // Of the newest audio frame.

    std::vector<mp4::Sample> run_;  // The open part.
    std::int64_t run_start_ = 0;
    std::int64_t run_ticks_ = 0;
    std::size_t run_bytes_ = 0;

    bool is_open_ = false;
    std::shared_ptr<net::MemoryFile> file_;  // Of the open segment; null when the segment is lost.
    std::size_t file_offset_ = 0;            // Where the open segment begins in it.
    std::size_t written_bytes_ = 0;
    std::vector<Part> parts_;
    std::vector<std::size_t> part_samples_;
};

}  // namespace freshet::cmaf
