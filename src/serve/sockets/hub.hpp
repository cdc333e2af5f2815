#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

#include "net/io_threads.hpp"
#include "serve/http/router.hpp"
#include "serve/sockets/absences.hpp"
#include "serve/sockets/application.hpp"
#include "serve/sockets/config.hpp"
#include "serve/sockets/news.hpp"
#include "serve/sockets/totals.hpp"
#include "serve/sockets/whereabouts.hpp"

namespace freshet::sockets {

class Lane;
class Routes;

/// All clients that stay, whatever their transport, and the news that they follow. Owns a lane for
/// each io thread. `close` is called before the io threads stop; the application outlives it.
class Hub {
public:
    using Config = sockets::Config;

    Hub(net::IoThreads& threads, Application& application, Config config);
    ~Hub();

    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    void mount(http::Router& router);

    /// Tells everybody who follows the topic. What one thread publishes is heard in that order, and
    /// numbers rise in the order in which all is heard. From any thread.
    Number publish(const Topic& topic, News news);

    /// The number of the newest piece of news: who follows a topic after it hears all that is
    /// published from now on. From any thread.
    [[nodiscard]] Number head() const { return head_; }

    /// From any thread.
    [[nodiscard]] const Totals& totals() const { return totals_; }

    /// Says goodbye to everybody. Not on an io thread, which all still run.
    void close(std::chrono::milliseconds grace);

private:
    const Config config_;
    Totals totals_;
    Absences absences_;
    Whereabouts whereabouts_;
    std::vector<std::unique_ptr<Lane>> lanes_;  // By IoThread::index.
    std::unique_ptr<Routes> routes_;
    std::mutex publishing_;  // One order for all lanes.
    std::atomic<Number> head_ = 0;
};

}  // namespace freshet::sockets
