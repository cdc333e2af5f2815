#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "store/sql/act_totals.hpp"
#include "store/sql/session.hpp"
#include "store/sql/watchdog.hpp"
#include "store/sql/work_queue.hpp"

namespace freshet::sql {

namespace asio = boost::asio;

namespace detail {

template <class T>
constexpr bool is_expected = false;
template <class T, class E>
constexpr bool is_expected<std::expected<T, E>> = true;

/// Whether an answer keeps what was written on the way to it: one that says why there is no value
/// does not.
template <class T>
bool keeps(const T& answer) {
    if constexpr (is_expected<T>) return answer.has_value();
    return true;
}

}  // namespace detail

/// The threads that own the sessions of one database: some that write, some that read. SQLite has
/// one that writes, and commits together what waits; PostgreSQL has several, and itself brings
/// their commits to disk together. Each write is acknowledged when it is on disk. Acts run on those
/// threads, and their callers go on where they were. A session that loses its connection makes it
/// anew; while none has one, all is refused at once with Outage::unavailable. Used from any thread;
/// outlives every task that uses it, and goes before the io threads. Its destructor finishes what
/// it has taken.
class Database {
public:
    struct Config {
        std::string url = "sqlite:freshet.db";  // DATABASE_URL
        std::size_t readers = 4;
        std::size_t writers = 4;         // On PostgreSQL.
        std::size_t waiting_max = 1024;  // Of reads, of writes; then net::Errc::overloaded.
        std::size_t group_max = 128;     // Writes in one transaction, on SQLite.
        std::chrono::milliseconds act_time_max{5000};  // Then it ends with Outage::timed_out.
        std::chrono::milliseconds patience{30'000};    // With a server that is not there yet.
    };

    /// Opens the database and brings it to the newest schema. Fails with one line that says why.
    static std::expected<std::unique_ptr<Database>, std::string> open(Config config);

    ~Database();

    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs `act(session)` in a transaction; comes back when that is on disk. It is as if writes
    /// ran one after the other. An answer that is a std::unexpected undoes what the act wrote, as
    /// does an exception, which comes out here. The act may be run a second time; what it refers to
    /// must live until it has run, so it captures by value. Cancellation does not break it off: the
    /// caller goes on once, when it is done. After an Outage nobody knows whether it is on disk:
    /// the answer to the commit may have been lost.
    template <class Write>
    asio::awaitable<std::invoke_result_t<Write&, Session&>> write(Write act) {
        return run(writes_, std::move(act));
    }

    /// The same on one consistent view of the database, which it cannot change. Sees every write
    /// acknowledged before.
    template <class Read>
    asio::awaitable<std::invoke_result_t<Read&, Session&>> read(Read act) {
        return run(reads_, std::move(act));
    }

    /// What waits for the threads of one kind, who serves it, and what it has come to.
    struct Lane {
        WorkQueue queue;
        ActTotals totals;
    };

    [[nodiscard]] const Lane& writes() const { return writes_; }
    [[nodiscard]] const Lane& reads() const { return reads_; }
    [[nodiscard]] std::uint64_t reconnects() const { return reconnects_; }

private:
    using Sessions = std::vector<std::unique_ptr<Session>>;

    Database(Config config, Sessions writers, Sessions readers);

    template <class Task>
    asio::awaitable<std::invoke_result_t<Task&, Session&>> run(Lane& lane, Task task) {
        using T = std::invoke_result_t<Task&, Session&>;
        if constexpr (std::is_void_v<T>) {
            Act act = [task = std::move(task)](Session& session) mutable {
                return task(session), true;
            };
            co_await submit(lane, std::move(act));
        } else {
            // Shared, so that an act that outlives its caller's frame still writes to live memory.
            auto answer = std::make_shared<std::optional<T>>();
            Act act = [answer, task = std::move(task)](Session& session) mutable {
                return detail::keeps(answer->emplace(task(session)));
            };
            co_await submit(lane, std::move(act));
            co_return std::move(**answer);
        }
    }

    static asio::awaitable<void> submit(Lane& lane, Act act);
    void write_loop(Session& session);
    void read_loop(Session& session);
    bool restore(Session& session, Lane& lane);
    bool reconnect(Session& session);

    Config config_;
    Lane writes_;
    Lane reads_;
    std::atomic<std::uint64_t> reconnects_ = 0;
    Sessions writers_;
    Sessions readers_;
    Watchdog watchdog_;
    std::vector<std::thread> threads_;
};

}  // namespace freshet::sql
