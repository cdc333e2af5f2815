#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "net/io_threads.hpp"
#include "serve/http/router.hpp"
#include "serve/sockets/application.hpp"
#include "serve/sockets/news.hpp"

namespace freshet::sockets {

/// All clients that stay, whatever their transport, and the news that they follow. Owns a lane for
/// each io thread. `close` is called before the io threads stop; the application outlives it.
class Hub {
public:
    struct Config {
        std::chrono::milliseconds ping_interval{25'000};
        std::chrono::milliseconds ping_timeout{20'000};
        std::chrono::milliseconds away_max{120'000};  // For recovery.
    };

    Hub(net::IoThreads& threads, Application& application, Config config);
    ~Hub();

    void mount(http::Router& router);

    /// Tells everybody who follows the topic. What one thread publishes is heard in that order, and
    /// numbers rise in the order in which all is heard. From any thread.
    Number publish(const Topic& topic, News news);

    /// The number of the newest piece of news: who follows a topic after it hears all that is
    /// published from now on. From any thread.
    [[nodiscard]] Number head() const;

    /// Says goodbye to everybody. Not on an io thread.
    void close(std::chrono::milliseconds grace);
};

}  // namespace freshet::sockets
