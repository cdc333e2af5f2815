#include "store/sql/database.hpp"

#include <exception>

#include <boost/system/system_error.hpp>

#include "base/backoff.hpp"
#include "base/log.hpp"
#include "base/outage.hpp"
#include "net/error.hpp"
#include "net/round_trip.hpp"
#include "store/sql/migrations.hpp"
#include "store/sql/open_session.hpp"
#include "store/sql/postgres_url.hpp"
#include "store/sql/transactions.hpp"

namespace freshet::sql {

namespace {

template <class Code>
std::exception_ptr failure_of(Code code) {
    return std::make_exception_ptr(boost::system::system_error(ErrorCode(code)));
}

/// Hands the work over, or tells at once that nobody will do it.
void hand_over(Database::Lane& lane, Work work) {
    const auto refused = [&](auto code) { refuse(work, failure_of(code), lane.totals); };
    switch (lane.queue.push(work)) {
        case WorkQueue::Pushed::taken: return;
        case WorkQueue::Pushed::full: return refused(net::Errc::overloaded);
        case WorkQueue::Pushed::unserved: return refused(Outage::unavailable);
        case WorkQueue::Pushed::closed: return refused(Outage::closed);
    }
}

log::Every& lost_lines() {
    static log::Every every(std::chrono::seconds(10));
    return every;
}

}  // namespace

std::expected<std::unique_ptr<Database>, std::string> Database::open(Config config) {
    auto first = open_session(config, Access::read_write);
    if (!first) return std::unexpected(first.error());
    if (const auto migrated = migrate(**first, known_migrations((*first)->dialect()), wall_now());
        !migrated) {
        return std::unexpected("cannot use the database " + masked_url(config.url) + ": " +
                               migrated.error());
    }
    if ((*first)->dialect() == Dialect::sqlite) config.writers = 1;
    // Acts of different transactions would wait for each other's rows, and some for ever.
    if ((*first)->dialect() == Dialect::postgresql) config.group_max = 1;

    Sessions writers;
    writers.push_back(std::move(*first));
    Sessions readers;
    while (writers.size() < config.writers || readers.size() < config.readers) {
        const bool writes = writers.size() < config.writers;
        auto session = open_session(config, writes ? Access::read_write : Access::read_only);
        if (!session) return std::unexpected(session.error());
        (writes ? writers : readers).push_back(std::move(*session));
    }
    return std::unique_ptr<Database>(
        new Database(std::move(config), std::move(writers), std::move(readers)));
}

Database::Database(Config config, Sessions writers, Sessions readers)
    : config_(std::move(config)),
      writes_{.queue = WorkQueue(config_.waiting_max), .totals = {}},
      reads_{.queue = WorkQueue(config_.waiting_max), .totals = {}},
      writers_(std::move(writers)),
      readers_(std::move(readers)) {
    for (const auto& writer : writers_) {
        writes_.queue.enter();
        watchdog_.add(*writer);
        threads_.emplace_back([this, &writer] { write_loop(*writer); });
    }
    for (const auto& reader : readers_) {
        reads_.queue.enter();
        watchdog_.add(*reader);
        threads_.emplace_back([this, &reader] { read_loop(*reader); });
    }
}

Database::~Database() {
    writes_.queue.close();
    reads_.queue.close();
    for (auto& thread : threads_) thread.join();
}

asio::awaitable<void> Database::submit(Lane& lane, Act act) {
    co_await net::round_trip<void(std::exception_ptr)>([&lane, &act](auto answer) {
        hand_over(lane, {.act = std::move(act), .done = std::move(answer)});
    });
}

void Database::write_loop(Session& session) {
    while (session.is_connected() || restore(session, writes_)) {
        auto group = writes_.queue.take(config_.group_max);
        if (group.empty()) return;
        write_all(session, std::move(group), config_.act_time_max, writes_.totals);
    }
}

void Database::read_loop(Session& session) {
    while (session.is_connected() || restore(session, reads_)) {
        auto work = reads_.queue.take(1);
        if (work.empty()) return;
        read_one(session, std::move(work.front()), config_.act_time_max, reads_.totals);
    }
}

/// Tries until there is a connection again. False: the database is being closed.
bool Database::restore(Session& session, Lane& lane) {
    if (reconnect(session)) return true;
    for (auto& work : lane.queue.leave())
        refuse(work, failure_of(Outage::unavailable), lane.totals);
    Backoff backoff({});
    do {
        if (lane.queue.is_closed_within(backoff.next())) return false;
    } while (!reconnect(session));
    lane.queue.enter();
    return true;
}

bool Database::reconnect(Session& session) {
    try {
        session.reconnect();
    } catch (const std::exception& error) {  // The library's only way to say it.
        if (const auto count = lost_lines().count()) {
            log::warning("database", "cannot connect tries={} reason=\"{}\"", *count,
                         masked_line(error.what(), config_.url));
        }
        return false;
    }
    ++reconnects_;
    log::info("database", "connected again");
    return true;
}

}  // namespace freshet::sql
