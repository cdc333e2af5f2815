#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/background.hpp"
#include "app/config.hpp"
#include "base/events.hpp"
#include "ffmpeg/tools.hpp"
#include "net/io_threads.hpp"
#include "net/offload.hpp"
#include "store/objects/store.hpp"
#include "vod/work_queue.hpp"
#include "work/maker.hpp"
#include "work/scratch.hpp"
#include "work/workers.hpp"

namespace freshet::app {

/// Those who make videos playable, and what they stand on, in the order of life. What it is made
/// from outlives it.
class Workers {
public:
    struct Parts {
        const Config& config;
        vod::WorkQueue& queue;
        objects::Store& objects;
        EventBus& events;
        Background& background;
        net::IoThread& thread;           // On which they live.
        std::function<bool()> on_air{};  // Whether live streams need the machine.
    };

    /// Throws what the file system says of DATA_DIR/scratch.
    explicit Workers(const Parts& parts);

    void start();

    /// Gives back what is being done. Before the io threads stop; not on one of them.
    void stop();

private:
    boost::asio::awaitable<void> look_for_ffmpeg();

    std::size_t count_;
    Background& background_;
    work::Scratch scratch_;
    net::BlockingPool files_{{.threads = 2}};
    net::BlockingPool births_{{.threads = 1}};
    ffmpeg::Tools tools_{births_};
    work::Maker maker_{tools_, files_};
    work::Workers workers_;
    EventBus::Listener news_;
};

/// What the names of this process's workers begin with, for the staff and for the other nodes: its
/// machine, and some letters that no other process has.
[[nodiscard]] const std::string& workers_name();

/// Whether a worker is one of this process's.
[[nodiscard]] bool is_own_worker(std::string_view worker);

}  // namespace freshet::app
