#include "live/replica.hpp"

namespace freshet::live {

Replica::Snapshot Replica::snapshot() const {
    Snapshot snapshot{.tracks = tracks_, .frames = {}, .epoch = epoch_, .ended = ended_};
    const auto first = log_.newest_start().value_or(log_.head());
    for (auto number = first; number < log_.head(); ++number)
        snapshot.frames.push_back(log_[number]);
    return snapshot;
}

void Replica::begin(const Snapshot& snapshot) {
    if (snapshot.epoch) take_epoch(*snapshot.epoch);
    take_tracks(snapshot.tracks);
    for (const auto& frame : snapshot.frames) take_frame(frame);
    if (snapshot.ended) take_end();
}

void Replica::take_tracks(const Tracks& tracks) {
    tracks_ = tracks;
    for (const auto& [name, output] : outputs_) output->on_tracks(tracks_);
}

void Replica::take_frame(const media::FramePtr& frame) {
    log_.append(frame, {.size_bytes = frame->payload.size(),
                        .time = frame->dts,
                        .start = tracks_.may_start_with(*frame)});
    for (const auto& [name, output] : outputs_) output->on_frame(frame);
}

void Replica::take_epoch(WallTime epoch) {
    epoch_ = epoch;
    for (const auto& [name, output] : outputs_) output->on_epoch(epoch);
}

void Replica::take_end() {
    if (ended_) return;
    ended_ = true;
    for (const auto& [name, output] : outputs_) output->on_end();
}

Output& Replica::output(const std::string& name,
                        const std::function<std::unique_ptr<Output>()>& make) {
    auto& place = outputs_[name];
    if (!place) {
        place = make();
        replay(*place);
    }
    return *place;
}

void Replica::replay(Output& output) const {
    if (epoch_) output.on_epoch(*epoch_);
    if (tracks_ != Tracks{}) output.on_tracks(tracks_);
    for (const auto& frame : snapshot().frames) output.on_frame(frame);
    if (ended_) output.on_end();
}

}  // namespace freshet::live
