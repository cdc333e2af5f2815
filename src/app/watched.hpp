#pragma once

#include "live/hub.hpp"
#include "net/io_threads.hpp"
#include "serve/fanout/delivery.hpp"
#include "serve/hls/sessions.hpp"
#include "serve/http/server.hpp"
#include "serve/metrics/metrics.hpp"
#include "serve/rtmp/server.hpp"
#include "store/sql/database.hpp"

namespace freshet::app {

/// What keeps the numbers that /metrics tells; all of it outlives the metrics' use.
struct Watched {
    net::IoThreads& threads;
    live::Hub& hub;
    fanout::Delivery& delivery;
    const hls::Sessions& hls_sessions;
    const http::Server& http;
    const rtmp::Server& rtmp;
    const sql::Database& database;
};

void watch(metrics::Metrics& metrics, Watched watched);

}  // namespace freshet::app
