#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <sys/uio.h>
#include <vector>

#include "serve/sockets/topics.hpp"

namespace freshet::sockets {

/// What most followers of a topic need in one pass, listed once for all of them: the frames that
/// came since the last pass, in each dialect. One thread.
class SharedWrites {
public:
    struct Write {
        TopicLog::Position from = 0;
        TopicLog::Position to = 0;
        std::size_t size_bytes = 0;
        std::vector<iovec> places{};  // Good until the log changes.
    };

    void prepare(const Followed& topic);
    void clear() { topic_ = nullptr; }

    /// What a client writes that stands at `position` and is owed nothing else; nullptr: that is
    /// not what the others need.
    [[nodiscard]] const Write* find(const Followed& topic, Dialect dialect,
                                    TopicLog::Position position) const;

private:
    const Followed* topic_ = nullptr;
    std::array<Write, dialect_count> writes_;  // By Dialect.
};

}  // namespace freshet::sockets
