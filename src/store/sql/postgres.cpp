#include "store/sql/postgres.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/system_error.hpp>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include "base/backoff.hpp"
#include "base/log.hpp"
#include "base/outage.hpp"
#include "net/descriptor.hpp"
#include "store/sql/postgres_url.hpp"

namespace freshet::sql {

using namespace std::chrono_literals;

namespace {

/// What the server's own limit may be late by before the connection is cut.
constexpr auto grace = 2s;

/// Six bytes of SHA-256 of "freshet": a lock of ours, whoever else uses the database.
constexpr std::int64_t migration_lock = 0xff3dfde5f93a;

/// libpq's own handle. SOCI's library keeps the type's RTTI to itself, so it cannot be looked at.
[[clang::no_sanitize("vptr")]] PGconn* handle_of(soci::session& session) {
    return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

void take_notice(void* /*self*/, const char* text) {
    log::debug("database", "notice=\"{}\"", masked_line(text, ""));
}

template <class Work>
struct AtEnd {
    Work work;
    ~AtEnd() { work(); }
};

[[noreturn]] void throw_outage(Outage outage, const char* why) {
    throw boost::system::system_error(outage, why);
}

class PostgresSession final : public Session {
public:
    PostgresSession(std::string url, std::chrono::milliseconds act_time_max)
        : url_(std::move(url)), act_time_max_(act_time_max) {
        connect();
    }

    Dialect dialect() const override { return Dialect::postgresql; }

    void begin_read() override { begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }

    // As SQLite does it: one after the other, or as if. Whoever cannot is run again.
    void begin_write() override { begin("BEGIN ISOLATION LEVEL SERIALIZABLE"); }

    // Each statement sees what was committed before it: also the one that had to wait for the lock.
    void begin_migration() override {
        begin("BEGIN ISOLATION LEVEL READ COMMITTED");
        execute("SET LOCAL statement_timeout = 0");
        execute("SET LOCAL lock_timeout = 0");
        execute("SET LOCAL idle_in_transaction_session_timeout = 0");
        execute("SELECT pg_advisory_xact_lock(" + std::to_string(migration_lock) + ")");
    }

    void commit() override {
        // PostgreSQL 15, COMMIT: after a failed statement it rolls back, and calls that a success.
        if (::PQtransactionStatus(handle()) != PQTRANS_INTRANS)
            throw_outage(Outage::unavailable, "a statement of the transaction had failed");
        finish("COMMIT");
    }

    void rollback() override { finish("ROLLBACK"); }

    bool in_transaction() override {
        if (!is_connected()) return false;
        const auto status = ::PQtransactionStatus(handle());
        return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN;
    }

    void set_deadline(MonoTime deadline) override {
        deadline_ = deadline;
        cut_at_ = deadline == MonoTime::max() ? deadline : deadline + grace;
    }

    bool is_connected() override {
        return session_ != nullptr && ::PQstatus(handle()) == CONNECTION_OK;
    }

    void reconnect() override {
        disconnect();
        connect();
    }

    // shutdown() wakes whoever waits for the socket. What is shut is a duplicate: libpq may close
    // its own at any time, and somebody else's connection may then have its number.
    void cut_if_stuck(MonoTime now) override {
        if (now < cut_at_.load()) return;
        const std::scoped_lock lock(guard_);
        if (socket_.is_open()) ::shutdown(socket_.get(), SHUT_RDWR);
    }

private:
    void connect() {
        auto fresh = std::make_unique<soci::session>(soci::postgresql, url_);
        auto* const handle = handle_of(*fresh);
        ::PQsetErrorVerbosity(handle, PQERRORS_TERSE);  // One line, without values of rows.
        ::PQsetNoticeProcessor(handle, &take_notice, nullptr);
        *fresh << settings();
        session_ = std::move(fresh);
        const std::scoped_lock lock(guard_);
        socket_ = net::Descriptor(::dup(::PQsocket(handle)));
    }

    std::string settings() const {
        const auto limit = std::to_string(act_time_max_.count());
        return "SET statement_timeout = " + limit + "; SET lock_timeout = " + limit +
               // Then we have forgotten it; it must not hold its locks for ever.
               "; SET idle_in_transaction_session_timeout = " + limit + "0" +
               // What is acknowledged is on disk, even where the server would rather be quick.
               "; SELECT set_config('synchronous_commit', 'on', false) "
               "WHERE current_setting('synchronous_commit') = 'off'";
    }

    void disconnect() {
        session_.reset();
        const std::scoped_lock lock(guard_);
        socket_.reset();
    }

    void begin(std::string_view how) {
        if (!is_connected()) reconnect();
        try {
            execute(how);
        } catch (const soci::soci_error&) {
            if (is_connected() || mono_now() >= deadline_) throw;
            reconnect();  // It was lost while nobody looked, and nothing had been done on it.
            execute(how);
        }
    }

    void finish(std::string_view how) {
        cut_at_ = mono_now() + act_time_max_ + grace;
        const AtEnd nothing_runs{[this] { cut_at_ = MonoTime::max(); }};
        execute(how);
    }

    PGconn* handle() { return handle_of(*session_); }

    soci::session& connection() override {
        if (session_ == nullptr) throw_outage(Outage::unavailable, "there is no connection");
        // The server limits each statement; this limits all of them together.
        if (mono_now() >= deadline_) throw_outage(Outage::timed_out, "the act took too long");
        return *session_;
    }

    std::string url_;
    std::chrono::milliseconds act_time_max_;
    std::unique_ptr<soci::session> session_;
    MonoTime deadline_ = MonoTime::max();
    std::atomic<MonoTime> cut_at_ = MonoTime::max();
    std::mutex guard_;
    net::Descriptor socket_;
};

void wait(std::chrono::milliseconds time) {
    boost::asio::io_context loop;
    boost::asio::steady_timer(loop, time).wait();
}

/// Whether the server may be there in a moment: it is starting, or does not answer yet.
bool may_come(const std::string& url) {
    const auto answer = ::PQping(url.c_str());
    return answer == PQPING_REJECT || answer == PQPING_NO_RESPONSE;
}

}  // namespace

std::expected<std::unique_ptr<Session>, std::string> open_postgres(const PostgresConfig& config) {
    const auto refuse = [&config](std::string_view why) {
        return std::unexpected("cannot open the database " + masked_url(config.url) + ": " +
                               masked_line(why, config.url));
    };
    const auto url = complete_postgres_url(config.url);
    if (!url) return refuse(url.error());
    const auto until = mono_now() + config.patience;
    Backoff backoff({});
    for (bool is_first = true;; is_first = false) {
        try {
            return std::make_unique<PostgresSession>(*url, config.act_time_max);
        } catch (const soci::soci_error& error) {
            const auto why = error.get_error_message();
            if (mono_now() >= until || !may_come(*url)) return refuse(why);
            if (is_first) {
                log::warning("database", "waiting for it seconds_max={} reason=\"{}\"",
                             config.patience / 1s, masked_line(why, config.url));
            }
        }
        wait(backoff.next());
    }
}

}  // namespace freshet::sql
