#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "channels/view_repository.hpp"
#include "channels/viewer_names.hpp"
#include "channels/viewings.hpp"
#include "live/hub.hpp"
#include "net/io_threads.hpp"
#include "net/task_group.hpp"
#include "serve/playback/reviews.hpp"

namespace freshet::app {

/// What has to be done for playback every few seconds: views are written, so that no crash loses
/// more than a round; rights are judged anew. Works on one io thread; what it refers to outlives
/// it, and `stop` is called before the io threads stop.
class PlaybackRounds {
public:
    struct Config {
        std::chrono::milliseconds round = std::chrono::seconds(5);
        int rounds_to_review = 2;
        std::size_t views_at_once = 500;      // In one transaction.
        std::size_t unwritten_max = 200'000;  // Views that wait for a database that is away.
    };

    struct Parts {
        live::Hub& hub;
        channels::Viewings& viewings;
        channels::ViewerNames& names;
        channels::ViewRepository& views;
        playback::Admission& admission;
        playback::Reviews& reviews;
    };

    PlaybackRounds(Config config, Parts parts, net::IoThread& thread);

    void start();

    /// Writes what is left to write. When nobody watches any more; not on an io thread.
    void stop();

private:
    boost::asio::awaitable<void> run();
    boost::asio::awaitable<void> join();
    boost::asio::awaitable<void> begin_day();
    boost::asio::awaitable<void> write_views();
    boost::asio::awaitable<void> write_peaks();
    boost::asio::awaitable<void> review();

    Config config_;
    Parts parts_;
    net::IoThread& thread_;
    net::TaskGroup rounds_;
    net::TaskGroup works_;
    bool is_writing_ = false;
    bool is_reviewing_ = false;
    std::string day_;  // Whose salt is in use.
    std::map<channels::ViewId, channels::View> unwritten_;
    std::map<StreamId, std::uint32_t> peaks_;  // As they were written.
};

}  // namespace freshet::app
