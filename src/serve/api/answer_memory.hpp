#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace freshet::api {

/// Answers that everybody who is not signed in gets alike, remembered for a moment, so that a list
/// that a thousand pages ask for is made once. Whatever changes what they say forgets them all.
/// Guarded: from any thread.
class AnswerMemory {
public:
    struct Limits {
        std::chrono::milliseconds life{1000};  // What other nodes change is seen that much later.
        std::size_t answers_max = 256;
        std::size_t answer_bytes_max = std::size_t{256} * 1024;
    };

    using Text = std::shared_ptr<const std::string>;

    explicit AnswerMemory(Limits limits) : limits_(limits) {}

    /// Whatever makes a new answer takes this before it looks at anything.
    struct Age {
        std::uint64_t changes = 0;
    };
    [[nodiscard]] Age age() const;

    /// Null: make it, and `keep` it. When an answer's life is over, one asker is told so; the
    /// others get the old one for another life at most.
    [[nodiscard]] Text find(std::string_view question, MonoTime now);

    /// Keeps an answer, unless something has changed since its age was taken.
    void keep(std::string question, Text answer, Age age, MonoTime now);

    /// Something that answers speak of has changed.
    void forget();

private:
    struct Entry {
        Text answer;
        MonoTime fresh_until;
        MonoTime gone_at;
    };

    void make_room(MonoTime now);

    Limits limits_;
    mutable std::mutex mutex_;
    std::uint64_t changes_ = 0;
    std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace freshet::api
