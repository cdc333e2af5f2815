#pragma once

#include <chrono>

namespace freshet {

/// How long to wait before trying again: twice as long each time, up to a limit; each wait is
/// between half of that and all of it, so that those who failed together do not return together.
class Backoff {
public:
    struct Config {
        std::chrono::milliseconds first{100};
        std::chrono::milliseconds max{5000};
    };

    explicit Backoff(Config config) : config_(config), next_(config.first) {}

    [[nodiscard]] std::chrono::milliseconds next();

private:
    Config config_;
    std::chrono::milliseconds next_;
};

}  // namespace freshet
