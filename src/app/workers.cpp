#include "app/workers.hpp"

#include <array>
#include <unistd.h>

#include "base/encoding.hpp"
#include "base/log.hpp"
#include "base/random.hpp"

namespace freshet::app {

namespace asio = boost::asio;

namespace {

std::string machine_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "?";
    return name.data();
}

/// Machines and containers may have the same name, and processes the same number.
std::string make_name() {
    std::array<std::byte, 5> letters{};
    fill_random(letters);
    return machine_name() + "." + to_base32(letters);
}

}  // namespace

const std::string& workers_name() {
    static const std::string name = make_name();
    return name;
}

bool is_own_worker(std::string_view worker) { return worker.starts_with(workers_name() + "/"); }

Workers::Workers(const Parts& parts)
    : count_(parts.config.video_workers),
      background_(parts.background),
      scratch_(parts.config.data_dir / "scratch"),
      workers_({.count = count_, .name = workers_name()},
               {.queue = parts.queue,
                .objects = parts.objects,
                .maker = maker_,
                .files = files_,
                .scratch = scratch_.folder(),
                .on_air = parts.on_air},
               parts.thread),
      news_(parts.events.listen([this](const Event& event) {
          if (std::holds_alternative<JobQueued>(event)) workers_.wake();
      })) {}

void Workers::start() {
    if (count_ == 0) return;
    background_.spawn("ffmpeg", [this] { return look_for_ffmpeg(); });
    workers_.start();
}

void Workers::stop() { workers_.stop(); }

/// Said early, and not when the first video waits.
asio::awaitable<void> Workers::look_for_ffmpeg() {
    const auto version = co_await tools_.version();
    if (version) {
        log::info("work", "ffmpeg is there version=\"{}\" workers={}", *version, count_);
    } else {
        log::error(
            "work",
            "ffmpeg and ffprobe are needed in PATH: videos wait until they are reason=\"{}\"",
            version.error().message());
    }
}

}  // namespace freshet::app
