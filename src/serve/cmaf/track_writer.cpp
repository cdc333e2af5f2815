#include "serve/cmaf/track_writer.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "base/log.hpp"
#include "media/frame_reader.hpp"
#include "media/vp9.hpp"
#include "wire/mp4/init_writer.hpp"
#include "wire/mp4/time_scale.hpp"

namespace freshet::cmaf {

namespace {

using media::Codec;
using media::Frame;
using media::Kind;
using media::MediaTime;

/// AV1 in ISO BMFF, 2.4: temporal delimiters should not stand in samples.
Slice without_delimiter(const Frame& frame) {
    constexpr std::byte delimiter_with_size{0x12};
    const auto bytes = frame.payload.bytes();
    const bool has_one = frame.track->codec == Codec::av1 && bytes.size() > 2 &&
                         bytes[0] == delimiter_with_size && bytes[1] == std::byte{0};
    return has_one ? frame.payload.sub(2) : frame.payload;
}

std::int32_t clamped_offset(std::int64_t ticks) {
    using Limits = std::numeric_limits<std::int32_t>;
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(ticks, Limits::min(), Limits::max()));
}

/// A guess until the second frame has shown it.
std::int64_t usual_ticks(const media::Track& track, std::uint32_t scale) {
    constexpr double frame_rate = 30;
    constexpr std::int64_t audio_samples = 1024;
    if (track.kind() == Kind::audio) return audio_samples;
    return static_cast<std::int64_t>(scale /
                                     (track.frame_rate >= 1 ? track.frame_rate : frame_rate));
}

}  // namespace

TrackWriter::TrackWriter(media::TrackPtr track, Config config)
    : track_(std::move(track)),
      config_(config),
      scale_(mp4::time_scale(*track_)),
      grid_(scale_),
      nominal_ticks_(usual_ticks(*track_, scale_)) {}

Result<FileRange> TrackWriter::init(const Frame& first) const {
    auto track = *track_;
    if (track.codec == Codec::vp9 && track.width == 0) {
        const auto size = media::vp9_frame_size(first.payload.bytes());
        track.width = size ? size->width : 0;
        track.height = size ? size->height : 0;
    }
    const auto bytes = mp4::write_init(track);
    auto file = net::MemoryFile::create();
    if (!file) return std::unexpected(file.error());
    if (const auto written = file->append({bytes}); !written)
        return std::unexpected(written.error());
    auto shared = std::make_shared<const net::MemoryFile>(std::move(*file));
    return FileRange{.file = std::move(shared), .size = bytes.size()};
}

std::optional<Segment> TrackWriter::take(const Frame& frame, bool cut) {
    const auto ticks = place(frame);
    complete(ticks);
    auto closed = cut ? close() : std::nullopt;
    if (!is_open_) open();

    const auto offset =
        track_->kind() == Kind::video ? mp4::to_ticks(frame.pts, scale_) - ticks : 0;
    pending_ = Pending{
        .sample = {.payload = without_delimiter(frame),
                   .composition_offset = clamped_offset(offset),
                   .is_sync = frame.keyframe},
        .ticks = ticks,
    };
    return closed;
}

std::optional<Segment> TrackWriter::finish() {
    complete(std::nullopt);
    return close();
}

/// Where the frame stands on the track's own clock: never before the end of time, never twice at
/// one place.
std::int64_t TrackWriter::place(const Frame& frame) {
    const auto earliest = pending_ ? pending_->ticks + 1 : 0;
    if (track_->kind() == Kind::video) return std::max(mp4::to_ticks(frame.dts, scale_), earliest);

    const auto samples = media::samples_per_frame(*track_, frame.payload.bytes());
    if (samples_ != 0) nominal_ticks_ = samples_;
    samples_ = samples != 0 ? samples : static_cast<std::uint32_t>(nominal_ticks_);
    return std::max(grid_.place(frame.pts, samples_), earliest);
}

/// The pending frame ends where the next begins, or after its usual time where that leaves a gap.
void TrackWriter::complete(std::optional<std::int64_t> next) {
    if (!pending_) return;
    const bool is_audio = track_->kind() == Kind::audio;
    const auto gap_ticks =
        is_audio ? nominal_ticks_ + scale_ / 10 : mp4::to_ticks(config_.gap_max, scale_);
    const auto lasted = next ? *next - pending_->ticks : 0;
    const bool leaves_gap = !next || lasted > gap_ticks;
    if (!leaves_gap && !is_audio) nominal_ticks_ = lasted;
    const auto ticks = leaves_gap ? nominal_ticks_ : lasted;

    auto sample = std::exchange(pending_, std::nullopt);
    sample->sample.duration = static_cast<std::uint32_t>(ticks);
    if (run_.empty()) run_start_ = sample->ticks;
    run_ticks_ += ticks;
    run_bytes_ += sample->sample.payload.size();
    run_.push_back(std::move(sample->sample));

    const auto part_ticks = mp4::to_ticks(config_.part, scale_);
    const bool is_full =
        run_bytes_ >= config_.part_bytes_max || run_.size() >= config_.part_frames_max;
    if (leaves_gap || run_ticks_ >= part_ticks || is_full) write_part();
}

void TrackWriter::write_part() {
    if (run_.empty()) return;
    const auto fragment = fragments_.write(run_start_, run_);
    std::vector<ByteSpan> pieces{fragment.head};
    for (const auto& payload : fragment.payload) pieces.push_back(payload.bytes());
    if (file_) {
        if (const auto written = file_->append(pieces); !written) lose(written.error());
    }
    written_bytes_ += fragment.size_bytes;

    const auto start = mp4::to_time(run_start_, scale_);
    parts_.push_back({
        .size = fragment.size_bytes,
        .start = start,
        .duration = mp4::to_time(run_start_ + run_ticks_, scale_) - start,
        .is_independent = run_.front().is_sync,
    });
    part_samples_.push_back(run_.size());
    run_.clear();
    run_ticks_ = 0;
    run_bytes_ = 0;
}

void TrackWriter::open() {
    is_open_ = true;
    file_offset_ = 0;
    auto file = net::MemoryFile::create();
    if (file) {
        file_ = std::make_shared<net::MemoryFile>(std::move(*file));
    } else {
        lose(file.error());
    }
}

void TrackWriter::lose(const ErrorCode& error) {
    log::error("cmaf", "a segment is lost error=\"{}\"", error.message());
    file_.reset();
}

std::optional<Segment> TrackWriter::close() {
    write_part();
    std::optional<Segment> segment;
    if (file_ && !parts_.empty()) segment = describe(parts_.size());
    is_open_ = false;
    file_.reset();
    written_bytes_ = 0;
    parts_.clear();
    part_samples_.clear();
    return segment;
}

std::optional<Segment> TrackWriter::divide(MediaTime length) {
    if (!file_ || parts_.empty()) return std::nullopt;
    const auto earliest = parts_.front().start + length;
    const auto next =
        std::ranges::find_if(parts_, [&](const Part& part) { return part.start >= earliest; });
    if (next == parts_.end()) return std::nullopt;

    const auto count = static_cast<std::size_t>(next - parts_.begin());
    auto segment = describe(count);
    file_offset_ += segment.bytes.size;
    written_bytes_ -= segment.bytes.size;
    parts_.erase(parts_.begin(), next);
    part_samples_.erase(part_samples_.begin(),
                        part_samples_.begin() + static_cast<std::ptrdiff_t>(count));
    return segment;
}

Segment TrackWriter::describe(std::size_t part_count) const {
    const auto count = static_cast<std::ptrdiff_t>(part_count);
    const std::vector<Part> parts(parts_.begin(), parts_.begin() + count);
    std::size_t size = 0;
    for (const auto& part : parts) size += part.size;
    return {
        .bytes = {.file = file_, .offset = file_offset_, .size = size},
        .parts = parts,
        .start = parts.front().start,
        .duration = parts.back().start + parts.back().duration - parts.front().start,
        .samples = std::accumulate(part_samples_.begin(), part_samples_.begin() + count, 0uz),
    };
}

std::optional<MediaTime> TrackWriter::open_since() const {
    if (!parts_.empty()) return parts_.front().start;
    if (!run_.empty()) return mp4::to_time(run_start_, scale_);
    return pending_ ? std::optional(mp4::to_time(pending_->ticks, scale_)) : std::nullopt;
}

}  // namespace freshet::cmaf
