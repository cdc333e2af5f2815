#pragma once

#include <functional>
#include <memory>

#include "live/output.hpp"
#include "net/fanout.hpp"
#include "serve/fanout/dialect.hpp"

namespace freshet::fanout {

/// One stream in one dialect for the viewers of one thread: turns frames into chunks and hands them
/// to a net::Fanout.
class FanoutOutput final : public live::Output {
public:
    FanoutOutput(net::FanoutWriter& writer, net::FanoutTotals& totals, net::Fanout::Config config,
                 std::unique_ptr<Dialect> dialect, std::function<void()> on_empty);

    void on_tracks(const live::Tracks& tracks) override;
    void on_frame(const media::FramePtr& frame) override;
    void on_epoch(WallTime epoch) override { epoch_ = epoch; }
    void on_end() override { viewers_.finish(dialect_->goodbye()); }

    [[nodiscard]] net::Fanout& viewers() { return viewers_; }

private:
    [[nodiscard]] Chunk::Start start_at(media::MediaTime time);
    void say_change(const media::Frame& frame);

    std::unique_ptr<Dialect> dialect_;
    net::Fanout viewers_;
    live::Tracks tracks_;  // As announced.
    live::Tracks said_;    // As the viewers heard it.
    std::optional<WallTime> epoch_;
    std::uint32_t version_ = 0;
    bool begun_ = false;
};

}  // namespace freshet::fanout
