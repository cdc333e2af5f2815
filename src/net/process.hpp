#pragma once

#include <cstddef>

#include <boost/asio/awaitable.hpp>

namespace freshet::net {

/// What a server asks of its process, once, at the start: a peer that hangs up and a file that may
/// not grow are errors of write() and no signals, and the soft limit of open files is raised to the
/// hard one, which is returned.
std::size_t prepare_process();

/// Waits for SIGINT or SIGTERM, and tells which.
boost::asio::awaitable<int> termination_signal();

}  // namespace freshet::net
