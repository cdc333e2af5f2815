#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

namespace freshet::uploads {

namespace asio = boost::asio;

/// Who writes to which upload on this node: one at a time. Another node's writer is seen by the
/// offset of the row. From any thread; outlives its claims.
class Writers {
public:
    struct Config {
        std::size_t writers_max = 1000;              // Each has a piece of its body in memory.
        std::chrono::milliseconds patience{10'000};  // For who was interrupted to let go.
        std::chrono::milliseconds courtesy{1'000};   // For who still writes to come to its end.
        std::chrono::milliseconds silence{3'000};    // Of a writer that is taken for dead.
        std::function<MonoTime()> clock = mono_now;
    };

    enum class Manner {
        polite,  // Who still writes goes on.
        firm,    // There is nothing more to write.
    };

    /// The right to write. Gone with this.
    class Claim {
    public:
        Claim(Writers& writers, VideoId id) : writers_(&writers), id_(id) {}
        ~Claim() {
            if (writers_ != nullptr) writers_->let_go(id_);
        }
        Claim(Claim&& other) noexcept
            : writers_(std::exchange(other.writers_, nullptr)), id_(other.id_) {}
        Claim& operator=(Claim&&) = delete;

        /// Bytes have come.
        void heard() { writers_->note_heard(id_); }

        /// Nothing more will be read: who asks how far it has come waits for the answer.
        void finish() { writers_->mark_finishing(id_); }

    private:
        Writers* writers_;
        VideoId id_;
    };

    explicit Writers(Config config) : config_(std::move(config)) {}

    /// Who has it and has said nothing for a while is interrupted, since more often than not that
    /// connection is dead and does not know it: the newcomer is where the client is now.
    /// api::Errc::upload_locked while it still writes, or does not let go; unavailable when there
    /// are too many. `interrupt` may be empty.
    asio::awaitable<Result<Claim>> claim(VideoId id, std::function<void()> interrupt,
                                         Manner manner = Manner::polite);

    /// Waits for a writer that is about to end, and for no other.
    asio::awaitable<void> settled(VideoId id);

private:
    struct Writer {
        std::function<void()> interrupt;
        MonoTime heard_at;
        bool is_finishing = false;
        std::vector<std::function<void()>> waiting{};  // For its end.
    };

    enum class Entry { claimed, leaving, writing, full };

    Entry enter(VideoId id, const std::function<void()>& interrupt, Manner manner,
                std::function<void()> wake);
    void note_heard(VideoId id);
    bool wait_for_end(VideoId id, std::function<void()> wake);
    void mark_finishing(VideoId id);
    void let_go(VideoId id);

    const Config config_;
    std::mutex mutex_;
    std::unordered_map<VideoId, Writer> writers_;  // Guarded by the mutex.
};

}  // namespace freshet::uploads
