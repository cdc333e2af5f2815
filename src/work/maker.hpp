#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/result.hpp"
#include "ffmpeg/tools.hpp"
#include "net/offload.hpp"
#include "vod/media_facts.hpp"
#include "work/rendition.hpp"

namespace freshet::work {

namespace asio = boost::asio;

/// What a source is, and what is to be done with it.
struct Looked {
    ffmpeg::FileFacts facts{};
    ffmpeg::Plan plan{};
};

/// What lies in Workspace::made() when a source has been made playable.
struct Made {
    vod::MediaFacts facts{};
    std::vector<MadeRendition> renditions{};
    bool has_thumbnail = false;
};

/// Makes files playable: the steps of ffmpeg, and what is read of their outcome. Knows nothing of
/// jobs and stores. Used by all workers at once; what it refers to outlives it. What is awaited
/// here and cancelled ends at once.
class Maker {
public:
    using OnPercent = std::function<void(unsigned)>;

    /// `files` does what blocks.
    Maker(ffmpeg::Tools& tools, net::BlockingPool& files) : tools_(tools), files_(files) {}

    asio::awaitable<Result<Looked>> look(ffmpeg::Workspace workspace);

    /// A picture whose copy nobody could play (it cannot be copied, or its keyframes are too far
    /// apart) is encoded after all: `on_slow` is awaited before, and its error ends the making.
    using OnSlow = std::function<asio::awaitable<Result<void>>()>;
    asio::awaitable<Result<Made>> make(ffmpeg::Workspace workspace, Looked looked,
                                       OnPercent on_percent, OnSlow on_slow);

private:
    asio::awaitable<Result<std::vector<MadeRendition>>> make_tracks(ffmpeg::Workspace workspace,
                                                                    ffmpeg::Plan plan,
                                                                    OnPercent on_percent);
    asio::awaitable<Result<MadeRendition>> index(ffmpeg::Workspace workspace, std::string name);
    asio::awaitable<bool> make_thumbnail(ffmpeg::Workspace workspace, ffmpeg::Plan plan,
                                         std::chrono::milliseconds duration);
    asio::awaitable<bool> take_picture(ffmpeg::Workspace workspace, ffmpeg::Command command);

    ffmpeg::Tools& tools_;
    net::BlockingPool& files_;
};

}  // namespace freshet::work
