#include "serve/fanout/output.hpp"

#include <utility>

namespace freshet::fanout {

FanoutOutput::FanoutOutput(net::FanoutWriter& writer, net::FanoutTotals& totals,
                           net::Fanout::Config config, std::unique_ptr<Dialect> dialect,
                           std::function<void()> on_empty)
    : dialect_(std::move(dialect)), viewers_(writer, totals, config, std::move(on_empty)) {}

void FanoutOutput::on_tracks(const live::Tracks& tracks) {
    tracks_ = tracks;
    ++version_;
}

void FanoutOutput::on_frame(const media::FramePtr& frame) {
    auto& announced = tracks_.of(frame->kind());
    if (announced != frame->track) {
        announced = frame->track;
        ++version_;
    }

    const bool is_start = tracks_.may_start_with(*frame);
    // Nobody has begun before the first start, and its preface names all tracks that are known.
    if (is_start && !std::exchange(begun_, true)) said_ = tracks_;
    if (begun_) say_change(*frame);

    std::optional<Chunk::Start> start;
    if (is_start) start = start_at(frame->dts);
    viewers_.append(make_chunk(dialect_->frame(*frame), std::move(start)), frame->dts);
}

/// Newcomers hear of the tracks in the preface; who is in the middle hears of a change where it
/// happens.
void FanoutOutput::say_change(const media::Frame& frame) {
    auto& said = said_.of(frame.kind());
    if (said == frame.track) return;
    said = frame.track;
    if (auto configuration = dialect_->track(*said, frame.dts); !configuration.empty()) {
        viewers_.append(make_chunk({std::move(configuration)}), frame.dts);
    }
}

Chunk::Start FanoutOutput::start_at(media::MediaTime time) {
    const Dialect::Moment moment{.tracks = tracks_, .time = time, .epoch = epoch_};
    return {.for_newcomers = dialect_->for_newcomers(moment),
            .for_returning = dialect_->for_returning(moment),
            .version = version_};
}

}  // namespace freshet::fanout
