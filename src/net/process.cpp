#include "net/process.hpp"

#include <csignal>
#include <sys/resource.h>

#include <boost/asio/signal_set.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace freshet::net {

namespace asio = boost::asio;

std::size_t prepare_process() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);

    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return 0;
    const auto soft = files.rlim_cur;
    files.rlim_cur = files.rlim_max;
    return ::setrlimit(RLIMIT_NOFILE, &files) == 0 ? files.rlim_cur : soft;
}

asio::awaitable<int> termination_signal() {
    const auto executor = co_await asio::this_coro::executor;
    asio::signal_set signals(executor, SIGINT, SIGTERM);
    const int signal = co_await signals.async_wait(asio::use_awaitable);
    co_return signal;
}

}  // namespace freshet::net
