#include "serve/cmaf/packager.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/log.hpp"
#include "serve/cmaf/playlists.hpp"
#include "wire/hls/playlist_writer.hpp"

namespace freshet::cmaf {

namespace {

using media::Frame;
using media::FramePtr;
using media::Kind;
using media::MediaTime;
using std::chrono::milliseconds;

/// The shortest segment that sound is cut into where the picture begins anew.
constexpr MediaTime segment_min = milliseconds(250);

bool have_one_configuration(const media::Track& one, const media::Track& other) {
    return one.codec == other.codec && one.config == other.config &&
           one.sample_rate_hz == other.sample_rate_hz && one.channels == other.channels;
}

double frame_rate_of(const Lane& lane, const media::Track& track) {
    if (track.frame_rate > 0) return track.frame_rate;
    const auto& newest = *lane.kept().back();
    const auto seconds = std::chrono::duration<double>(newest.duration).count();
    return seconds > 0 ? static_cast<double>(newest.samples) / seconds : 0;
}

}  // namespace

Packager::Packager(std::string_view epoch, Config config,
                   std::shared_ptr<Presentation> presentation)
    : config_(config),
      presentation_(std::move(presentation)),
      sides_{Side(Kind::video, epoch, config.window), Side(Kind::audio, epoch, config.window)},
      rule_(config.segment) {}

void Packager::on_tracks(const live::Tracks& tracks) {
    side(Kind::video).is_announced = tracks.video != nullptr;
    side(Kind::audio).is_announced = tracks.audio != nullptr;
}

void Packager::on_frame(const FramePtr& frame) {
    auto& own = side(frame->kind());
    own.newest = std::max(own.newest, frame->dts);
    if (!own.known_at) own.known_at = frame->dts;
    if (frame->kind() == Kind::video) {
        take_video(*frame);
    } else {
        held_bytes_ += frame->payload.size();
        held_audio_.push_back(frame);
    }
    drain_audio();
}

void Packager::on_end() {
    has_ended_ = true;
    drain_audio();
    for (auto& each : sides_) {
        if (each.writer) add(each, each.writer->finish());
    }
    publish();
}

void Packager::take_video(const Frame& frame) {
    auto& video = side(Kind::video);
    break_if_told(video, frame);
    if (video.awaits_keyframe) {
        if (!frame.keyframe || !begin(video, frame)) return;
        rule_.begin(frame);
        cut_audio_at(frame.pts);
        (void)video.writer->take(frame, true);  // Gives nothing back: nothing is open.
        return;
    }

    auto cut = rule_.next(frame);
    const bool joins = frame.keyframe && breaks_.has_come(video.discontinuity, frame);
    const bool is_too_big = video.writer->open_bytes() > config_.segment_bytes_max;
    if (cut == CutRule::Cut::none && (joins || is_too_big)) {
        cut = CutRule::Cut::here;
        rule_.begin(frame);
    }
    if (cut == CutRule::Cut::here_and_back) divide_first();
    const bool cuts = cut != CutRule::Cut::none;
    auto closed = video.writer->take(frame, cuts);
    if (!cuts) return;

    cut_audio_at(frame.pts);
    add(video, std::move(closed));
    if (joins) video.discontinuity = breaks_.join(video.discontinuity, frame);
    publish();
}

/// Sound that never comes must not make us remember where it would have been cut.
void Packager::cut_audio_at(MediaTime time) {
    constexpr std::size_t remembered_max = 256;
    audio_cuts_.push_back(time);
    if (audio_cuts_.size() > remembered_max) audio_cuts_.pop_front();
}

void Packager::drain_audio() {
    while (!held_audio_.empty() && !must_hold(*held_audio_.front())) {
        const auto frame = std::move(held_audio_.front());
        held_audio_.pop_front();
        held_bytes_ -= frame->payload.size();
        take_audio(*frame);
    }
}

/// Sound that is ahead of the picture waits: the picture may yet be cut before it.
bool Packager::must_hold(const Frame& frame) const {
    const auto& video = side(Kind::video);
    const bool is_full =
        held_bytes_ > config_.held_bytes_max || held_audio_.size() > config_.held_frames_max;
    if (has_ended_ || is_full || !(video.is_announced || video.known_at)) return false;
    if (held_audio_.back()->dts - frame.dts >= config_.hold_max) return false;
    return !video.known_at || frame.pts > video.newest;
}

void Packager::take_audio(const Frame& frame) {
    auto& audio = side(Kind::audio);
    break_if_told(audio, frame);
    if (audio.awaits_keyframe && !begin(audio, frame)) return;

    const bool joins = breaks_.has_come(audio.discontinuity, frame);
    const bool is_too_big = audio.writer->open_bytes() > config_.segment_bytes_max;
    const bool is_due = audio_is_due(frame);
    auto closed = audio.writer->take(frame, joins || is_due || is_too_big);
    const bool has_closed = closed.has_value();
    add(audio, std::move(closed));
    if (joins) audio.discontinuity = breaks_.join(audio.discontinuity, frame);
    if (has_closed) publish();
}

bool Packager::audio_is_due(const Frame& frame) {
    bool picture_was_cut = false;
    while (!audio_cuts_.empty() && audio_cuts_.front() <= frame.pts) {
        audio_cuts_.pop_front();
        picture_was_cut = true;
    }
    const auto since = side(Kind::audio).writer->open_since();
    if (!since) return false;
    const auto length = frame.pts - *since;
    if (picture_was_cut) return length >= segment_min;
    if (length > rule_.length_max()) return true;

    const auto& video = side(Kind::video);
    const bool is_alone = !video.writer || video.newest + config_.hold_max <= frame.dts;
    return is_alone && length >= config_.segment;
}

void Packager::break_if_told(Side& side, const Frame& frame) {
    const bool is_first = !side.track;
    const bool is_changed = !is_first && frame.track != side.track &&
                            !have_one_configuration(*side.track, *frame.track);
    side.track = frame.track;
    if (is_first || !(frame.discontinuity || is_changed)) return;

    if (side.writer) add(side, side.writer->finish());
    side.discontinuity = breaks_.tell(side.discontinuity, frame);
    side.awaits_keyframe = true;
    if (is_changed) side.writer.reset();
    publish();
}

bool Packager::begin(Side& side, const Frame& frame) {
    if (!side.writer) {
        TrackWriter writer(frame.track, config_.writer);
        auto init = writer.init(frame);
        if (!init) {
            log::error("cmaf", "no memory file for a header error=\"{}\"", init.error().message());
            return false;
        }
        side.lane.set_init(std::move(*init));
        side.writer.emplace(std::move(writer));
    }
    if (side.lane.next_number() == 0) side.discontinuity = breaks_.count();
    side.awaits_keyframe = false;
    return true;
}

/// The first GOP is so long that it is cut through: what is there of it becomes two segments, not
/// one too long.
void Packager::divide_first() {
    const auto length = config_.segment - config_.segment / 20;
    auto& video = side(Kind::video);
    auto first = video.writer->divide(length);
    if (!first) return;
    const auto cut = first->start + first->duration;
    add(video, std::move(first));

    auto& audio = side(Kind::audio);
    const auto since = audio.writer ? audio.writer->open_since() : std::nullopt;
    auto sound = since && *since < cut
                     ? audio.writer->divide(cut - *since - config_.writer.part / 2)
                     : std::nullopt;
    if (!sound) cut_audio_at(cut);
    add(audio, std::move(sound));
}

void Packager::add(Side& side, std::optional<Segment> segment) {
    if (!segment) return;
    rule_.decide(segment->duration);
    side.is_independent = side.is_independent && segment->parts.front().is_independent;
    side.lane.add(std::move(*segment), side.discontinuity, wall_epoch_of(side.discontinuity));
}

/// One wall clock a discontinuity, so that within it the dates follow the durations.
std::optional<WallTime> Packager::wall_epoch_of(std::uint64_t discontinuity) {
    constexpr std::size_t remembered_max = 64;
    if (!wall_epoch_) return std::nullopt;
    const auto [place, is_new] = wall_epochs_.try_emplace(discontinuity, *wall_epoch_);
    const auto epoch = place->second;
    if (wall_epochs_.size() > remembered_max) wall_epochs_.erase(wall_epochs_.begin());
    return epoch;
}

/// Whether the master can name all the tracks that there will be, as far as one can know.
bool Packager::is_complete() const {
    if (has_ended_) return true;
    MediaTime first = MediaTime::max();
    MediaTime newest = MediaTime::min();
    for (const auto& each : sides_) {
        if (!each.known_at) continue;
        first = std::min(first, *each.known_at);
        newest = std::max(newest, each.newest);
    }
    const auto waited = newest - first;
    return std::ranges::all_of(sides_, [&](const Side& each) {
        if (!each.lane.kept().empty()) return true;
        if (!each.known_at) return !each.is_announced || waited >= config_.second_track_max;
        return *each.known_at - first > config_.second_track_max ||
               waited >= config_.first_segment_max;
    });
}

void Packager::publish() {
    auto snapshot = std::make_shared<Snapshot>();
    std::array<Listed, 2> listed;
    snapshot->has_ended = has_ended_;
    const auto target_s = rule_.target_s().value_or(1);
    snapshot->target_s = target_s;
    for (const auto& each : sides_) {
        if (each.lane.kept().empty()) continue;
        auto& rendition = snapshot->renditions[static_cast<std::size_t>(each.kind)];
        rendition.track = each.track;
        rendition.segments = each.lane.listed(std::chrono::seconds(target_s));
        const auto playlist = media_playlist(
            rendition.segments,
            {.target_s = target_s, .is_independent = each.is_independent, .has_ended = has_ended_});
        rendition.playlist = std::make_shared<const std::string>(hls::write(playlist));
        for (const auto& segment : each.lane.kept())
            snapshot->files.emplace(segment->name, segment->bytes);
        for (const auto& [name, file] : each.lane.inits()) snapshot->files.emplace(name, file);
        listed[static_cast<std::size_t>(each.kind)] = {
            .track = each.track,
            .rates = each.lane.rates(),
            .frame_rate = each.kind == Kind::video ? frame_rate_of(each.lane, *each.track) : 0,
        };
    }
    const bool has_any = listed[0].track || listed[1].track;
    has_master_ = has_master_ || (has_any && is_complete());
    if (has_master_) {
        snapshot->master =
            std::make_shared<const hls::MasterPlaylist>(master_playlist(listed[0], listed[1]));
    }
    presentation_->publish(std::move(snapshot));
}

}  // namespace freshet::cmaf
