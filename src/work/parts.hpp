#pragma once

#include <chrono>
#include <filesystem>
#include <functional>

#include "net/offload.hpp"
#include "store/objects/store.hpp"
#include "vod/work_queue.hpp"
#include "work/maker.hpp"

namespace freshet::work {

/// What workers work with. All of it outlives them.
struct Parts {
    vod::WorkQueue& queue;
    objects::Store& objects;
    Maker& maker;
    net::BlockingPool& files;         // Does what blocks.
    std::filesystem::path scratch{};  // A folder of theirs alone.
    std::function<bool()> on_air{};   // Whether live streams need the machine.
    std::chrono::milliseconds renewal = vod::JobLimits::lease / 4;
};

}  // namespace freshet::work
