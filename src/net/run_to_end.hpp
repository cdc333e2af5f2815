#pragma once

#include <functional>

#include <boost/asio/awaitable.hpp>

namespace freshet::net {

class IoThread;

/// Runs a task on an io thread and waits for its end: how a thread that is none joins what it has
/// there. What the task throws goes on here. The threads run until then.
void run_to_end(IoThread& thread, const std::function<boost::asio::awaitable<void>()>& task);

}  // namespace freshet::net
