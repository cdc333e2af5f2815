#pragma once

#include <memory>
#include <string_view>

#include "base/clock.hpp"
#include "store/sql/statement.hpp"

namespace freshet::sql {

/// One connection to a database. Lives on the one thread that uses it.
class Session {
public:
    virtual ~Session() = default;

    Statement prepare(std::string_view sql) { return {connection(), sql}; }

    /// Runs one statement that has neither parameters nor rows.
    void execute(std::string_view sql) { (void)prepare(sql).run(); }

    virtual void begin_read() = 0;
    virtual void begin_write() = 0;
    void commit() { execute("COMMIT"); }
    void rollback() { execute("ROLLBACK"); }

    /// Whether a begin_ is still in force: some errors end a transaction on their own.
    [[nodiscard]] virtual bool in_transaction() = 0;

    /// A statement that still runs at this time is broken off.
    virtual void set_deadline(MonoTime deadline) = 0;

private:
    virtual soci::session& connection() = 0;
};

}  // namespace freshet::sql
