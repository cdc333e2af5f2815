#include "store/sql/database.hpp"

#include <exception>
#include <string_view>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include "base/outage.hpp"
#include "net/error.hpp"
#include "store/sql/migrations.hpp"
#include "store/sql/sqlite.hpp"
#include "store/sql/transactions.hpp"

namespace freshet::sql {

namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";

template <class Code>
std::exception_ptr failure_of(Code code) {
    return std::make_exception_ptr(boost::system::system_error(ErrorCode(code)));
}

/// Hands the work over, or tells at once that nobody will do it.
void hand_over(WorkQueue& queue, Work work) {
    switch (queue.push(work)) {
        case WorkQueue::Pushed::taken: return;
        case WorkQueue::Pushed::full: return work.done(failure_of(net::Errc::overloaded));
        case WorkQueue::Pushed::closed: return work.done(failure_of(Outage::closed));
    }
}

}  // namespace

std::expected<std::unique_ptr<Database>, std::string> Database::open(Config config) {
    if (!config.url.starts_with(sqlite_scheme)) {
        return std::unexpected("DATABASE_URL begins with sqlite:, followed by the path of a file");
    }
    const auto path = config.url.substr(sqlite_scheme.size());
    auto writer = open_sqlite(path, Access::read_write);
    if (!writer) return std::unexpected(writer.error());
    if (const auto migrated = migrate(**writer, known_migrations(), wall_now()); !migrated) {
        return std::unexpected("cannot use the database " + path + ": " + migrated.error());
    }
    std::vector<std::unique_ptr<Session>> readers;
    for (std::size_t i = 0; i < config.readers; ++i) {
        auto reader = open_sqlite(path, Access::read_only);
        if (!reader) return std::unexpected(reader.error());
        readers.push_back(std::move(*reader));
    }
    return std::unique_ptr<Database>(
        new Database(std::move(config), std::move(*writer), std::move(readers)));
}

Database::Database(Config config, std::unique_ptr<Session> writer,
                   std::vector<std::unique_ptr<Session>> readers)
    : config_(std::move(config)),
      writes_(config_.waiting_max),
      reads_(config_.waiting_max),
      writer_(std::move(writer)),
      readers_(std::move(readers)) {
    threads_.emplace_back([this] { write_loop(*writer_); });
    for (const auto& reader : readers_)
        threads_.emplace_back([this, &reader] { read_loop(*reader); });
}

Database::~Database() {
    writes_.close();
    reads_.close();
    for (auto& thread : threads_) thread.join();
}

asio::awaitable<void> Database::submit(WorkQueue& queue, Act act) {
    auto start = [&queue, &act](auto handler) {
        // Tracked: the caller's loop must not end while its answer is on the way.
        auto home = asio::prefer(asio::get_associated_executor(handler),
                                 asio::execution::outstanding_work.tracked);
        auto done = [handler = std::move(handler), home](std::exception_ptr failure) mutable {
            asio::post(home,
                       [handler = std::move(handler), failure]() mutable { handler(failure); });
        };
        hand_over(queue, {.act = std::move(act), .done = std::move(done)});
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(std::exception_ptr)>(
        start, asio::use_awaitable);
}

void Database::write_loop(Session& session) {
    while (true) {
        auto group = writes_.take(config_.group_max);
        if (group.empty()) return;
        write_all(session, std::move(group), config_.act_time_max, committed_);
    }
}

void Database::read_loop(Session& session) {
    while (true) {
        auto work = reads_.take(1);
        if (work.empty()) return;
        read_one(session, std::move(work.front()), config_.act_time_max);
    }
}

}  // namespace freshet::sql
