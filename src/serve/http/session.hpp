#pragma once

#include <boost/asio/awaitable.hpp>

#include "net/listener.hpp"
#include "serve/http/worker.hpp"

namespace freshet::http {

/// One client, from its first request to its last. `shared` and `worker` outlive it; `worker` is
/// its thread's.
boost::asio::awaitable<void> serve(net::Connection connection, Shared& shared, Worker& worker);

/// Lets the session leave: at once when it waits for a request, else after its answer. The worker's
/// thread.
void drain(Session& session);

}  // namespace freshet::http
