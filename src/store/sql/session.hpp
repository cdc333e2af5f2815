#pragma once

#include <memory>
#include <string_view>

#include "base/clock.hpp"
#include "store/sql/statement.hpp"

namespace freshet::sql {

/// For the few texts that cannot be the same for both.
enum class Dialect { sqlite, postgresql };

/// `look` finds what is there as it is: it makes no file, and changes nothing in one.
enum class Access { look, read_only, read_write };

/// One connection to a database. Lives on the one thread that uses it.
class Session {
public:
    virtual ~Session() = default;

    Statement prepare(std::string_view sql) { return {connection(), sql}; }

    /// Runs one statement that has neither parameters nor rows.
    void execute(std::string_view sql) { (void)prepare(sql).run(); }

    [[nodiscard]] virtual Dialect dialect() const = 0;

    /// Both see one consistent view of the database. Those that write end as if they had been run
    /// one after the other; one that cannot fails with a conflict (failure.hpp) and is run again.
    virtual void begin_read() = 0;
    virtual void begin_write() = 0;
    /// For a change of the schema: waits until no other program makes one, and has no time limit.
    virtual void begin_migration() { begin_write(); }
    virtual void commit() { execute("COMMIT"); }
    virtual void rollback() { execute("ROLLBACK"); }

    /// Whether a begin_ is still in force: some errors end a transaction on their own.
    [[nodiscard]] virtual bool in_transaction() = 0;

    /// A statement that still runs at this time is broken off.
    virtual void set_deadline(MonoTime deadline) = 0;

    /// False: the connection was lost, and nothing works before `reconnect` has. A file stays.
    [[nodiscard]] virtual bool is_connected() { return true; }
    virtual void reconnect() {}

    /// Cuts the connection if an answer is so late that the deadline did not help. From any thread.
    virtual void cut_if_stuck(MonoTime /*now*/) {}

private:
    virtual soci::session& connection() = 0;
};

}  // namespace freshet::sql
