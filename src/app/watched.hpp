#pragma once

#include "live/hub.hpp"
#include "net/io_threads.hpp"
#include "serve/fanout/delivery.hpp"
#include "serve/metrics/metrics.hpp"

namespace freshet::app {

/// What keeps the numbers that /metrics tells; all of it outlives the metrics' use.
struct Watched {
    net::IoThreads& threads;
    live::Hub& hub;
    fanout::Delivery& delivery;
};

void watch(metrics::Metrics& metrics, Watched watched);

}  // namespace freshet::app
