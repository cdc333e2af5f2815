#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "store/sql/session.hpp"

namespace freshet::sql {

/// The thread that looks at the clock for those that wait for a server's answer: a server that is
/// halted, or gone without a word, would hold them for ever. Its sessions outlive it.
class Watchdog {
public:
    Watchdog() : thread_([this](const std::stop_token& stop) { run(stop); }) {}

    void add(Session& session);

private:
    void run(const std::stop_token& stop);

    std::mutex guard_;
    std::condition_variable_any stopped_;
    std::vector<Session*> sessions_;
    std::jthread thread_;  // Goes first.
};

}  // namespace freshet::sql
