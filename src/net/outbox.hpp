#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>

#include <boost/asio/awaitable.hpp>

#include "base/result.hpp"
#include "net/mail_message.hpp"
#include "net/offload.hpp"
#include "net/task_group.hpp"

namespace freshet::net {

class IoThread;

/// Letters on their way, in memory: what is not sent when the program ends, is lost, and whoever
/// waits for it asks again. Its tasks live on one io thread; `put` is for any. `stop` before the io
/// threads stop.
class Outbox {
public:
    /// Blocks until the letter is taken, or not.
    using Send = std::function<Result<void>(const Mail& mail)>;

    struct Config {
        std::size_t waiting_max = 1000;  // Letters; what comes beyond is dropped, and logged.
        unsigned tries_max = 3;
        std::chrono::milliseconds pause{5'000};  // Before the second try; then six times as long.
    };

    Outbox(Config config, Send send, IoThread& thread);

    /// At once; does not throw. Who it is for and what it says come into no log.
    void put(Mail mail);

    /// Lets the letter that is being sent be sent. Not on an io thread.
    void stop();

    /// Letters that are neither sent nor given up.
    [[nodiscard]] std::size_t waiting() const;

private:
    boost::asio::awaitable<void> deliver(Mail mail);
    boost::asio::awaitable<bool> try_once(Mail mail);
    boost::asio::awaitable<void> join();

    Config config_;
    Send send_;
    IoThread& thread_;
    BlockingPool pool_{{.threads = 1, .waiting_max = 10'000}};
    TaskGroup letters_;
    mutable std::mutex mutex_;
    std::size_t waiting_ = 0;
};

}  // namespace freshet::net
