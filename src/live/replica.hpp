#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/cursor_log.hpp"
#include "live/output.hpp"

namespace freshet::live {

using FrameLog = CursorLog<media::FramePtr>;

/// One stream as one thread sees it: the frames from the newest keyframe on and the outputs that
/// are fed with them. Lives on its thread; the stream's home thread feeds it by posts, so that its
/// frames are shared and nothing is locked.
class Replica {
public:
    explicit Replica(FrameLog::Limits limits) : log_(limits) {}

    /// What a replica that joins late begins with.
    struct Snapshot {
        Tracks tracks = {};
        std::vector<media::FramePtr> frames = {};  // From the newest start on.
        std::optional<WallTime> epoch = {};
        bool ended = false;
    };
    [[nodiscard]] Snapshot snapshot() const;
    void begin(const Snapshot& snapshot);

    void take_tracks(const Tracks& tracks);
    void take_frame(const media::FramePtr& frame);
    void take_epoch(WallTime epoch);
    void take_end();

    /// The output of this name, made when it is not there and given all that a newcomer begins
    /// with.
    Output& output(const std::string& name, const std::function<std::unique_ptr<Output>()>& make);

    /// Lets the output of this name go.
    void drop(const std::string& name) { outputs_.erase(name); }

    [[nodiscard]] bool ended() const { return ended_; }

private:
    void replay(Output& output) const;

    FrameLog log_;
    Tracks tracks_;
    std::optional<WallTime> epoch_;
    bool ended_ = false;
    std::map<std::string, std::unique_ptr<Output>> outputs_;
};

}  // namespace freshet::live
