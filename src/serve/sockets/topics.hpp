#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "serve/sockets/topic_log.hpp"

namespace freshet::sockets {

class Client;

/// One topic on one thread: its log, and who follows it there.
struct Followed {
    TopicLog log;
    const Topic* name = nullptr;  // Its key in Topics.
    std::vector<Client*> followers{};
    TopicLog::Position passed_to = 0;  // Where the last pass over the followers ended.
    bool waits_for_pass = false;
    std::size_t dated = 0;  // Entries of which the age is still looked at.
};

/// All topics of one thread. A topic is here while somebody follows it, and for as long after its
/// newest news as somebody may come back to it. Pure: takes the time. Lives on its thread.
class Topics {
public:
    struct Limits {
        std::size_t log_bytes_max = 1024 * 1024;       // Of one topic in one dialect.
        std::size_t all_bytes_max = 64 * 1024 * 1024;  // Of all that is held.
        std::chrono::milliseconds age_max{120'000};
        std::size_t fallen_max = 1024;  // Entries that are no longer in a log, but still dated.
    };

    explicit Topics(Limits limits) : limits_(limits) {}

    void append(EditionPtr edition, MonoTime now);

    /// The topic, made when there is none.
    [[nodiscard]] Followed& at(const Topic& name);

    /// To be called when somebody may have been the last to follow it.
    void release(Followed& topic);

    /// Drops what is too old.
    void age(MonoTime now);

    /// Topics with news since this was last asked. They stay for as long as they are said to wait.
    [[nodiscard]] std::vector<Followed*> take_waiting();

    [[nodiscard]] std::size_t size() const { return topics_.size(); }
    [[nodiscard]] std::size_t size_bytes() const { return bytes_; }

    /// How many entries it knows the age of.
    [[nodiscard]] std::size_t dated() const { return dated_.size(); }

private:
    struct Dated {
        Followed* topic;  // It stays for as long as it is named here.
        Number number;
        MonoTime time;
    };

    void drop_first_dated();
    void forget_fallen();

    Limits limits_;
    std::unordered_map<Topic, Followed> topics_;
    std::deque<Dated> dated_;  // Every entry, the oldest first, and some that have fallen off.
    std::size_t held_ = 0;     // Entries in all logs.
    std::vector<Followed*> waiting_;
    std::size_t bytes_ = 0;
    Number dropped_ = 0;  // Of topics that are no longer here.
};

}  // namespace freshet::sockets
