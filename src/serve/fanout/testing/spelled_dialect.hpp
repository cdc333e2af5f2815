#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "serve/fanout/dialect.hpp"

namespace freshet::fanout::testing {

/// Spells what it has to say, so that a test can read it: "<new v1280 a @0>v0+a20<track v640
/// @40>v40+<end>". A picture of no width has no configuration.
class SpelledDialect final : public Dialect {
public:
    explicit SpelledDialect(std::function<void()> on_gone = {}) : on_gone_(std::move(on_gone)) {}
    ~SpelledDialect() override {
        if (on_gone_) on_gone_();
    }

    Slice for_newcomers(const Moment& moment) override { return preface("new", moment); }
    Slice for_returning(const Moment& moment) override { return preface("back", moment); }

    Slice track(const media::Track& track, media::MediaTime time) override {
        if (track.kind() == media::Kind::video && track.width == 0) return {};
        return text(fmt::format("<track{} @{}>", name(&track), ms(time)));
    }

    std::vector<Slice> frame(const media::Frame& frame) override {
        const bool is_video = frame.kind() == media::Kind::video;
        return {text(fmt::format("{}{}{}", is_video ? 'v' : 'a', ms(frame.dts),
                                 is_video && frame.keyframe ? "+" : ""))};
    }

    Slice goodbye() override { return text("<end>"); }

private:
    static Slice preface(std::string_view what, const Moment& moment) {
        return text(fmt::format("<{}{}{} @{}{}>", what, name(moment.tracks.video.get()),
                                name(moment.tracks.audio.get()), ms(moment.time),
                                moment.epoch ? " epoch" : ""));
    }

    static std::string name(const media::Track* track) {
        if (track == nullptr) return {};
        return track->kind() == media::Kind::video ? fmt::format(" v{}", track->width) : " a";
    }

    static std::int64_t ms(media::MediaTime time) {
        return std::chrono::floor<std::chrono::milliseconds>(time).count();
    }

    static Slice text(const std::string& spelled) { return Slice(to_bytes(spelled)); }

    std::function<void()> on_gone_;
};

}  // namespace freshet::fanout::testing
