#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/audit_entry.hpp"
#include "base/clock.hpp"
#include "base/cursor.hpp"
#include "base/ids.hpp"

namespace freshet::site {

namespace asio = boost::asio;

/// An act that is remembered.
struct AuditRecord {
    AuditId id;
    AuditEntry entry;
    std::string actor_name;  // Empty: nobody, or who did it is gone.
    WallTime at;
};

/// Which acts an admin wants to see.
struct AuditFilter {
    std::string action{};  // "user.role_changed"; empty: any.
    std::optional<UserId> actor{};
};

/// Where acts are remembered. Every method is one transaction. A database that is down throws. From
/// any thread.
class AuditRepository {
public:
    virtual ~AuditRepository() = default;

    virtual asio::awaitable<void> record(AuditEntry entry, WallTime now) = 0;

    /// The newest first.
    virtual asio::awaitable<Stretch<AuditRecord>> list(AuditFilter filter, CursorPage page) = 0;
};

/// Who did what with the power of an operator, and what was tried with it. Used by all io threads
/// at once; the repository outlives it.
class Audit {
public:
    Audit(AuditRepository& repository, WallClock clock);

    /// For acts that have no transaction of their own to be recorded in.
    asio::awaitable<void> record(AuditEntry entry);

    asio::awaitable<Stretch<AuditRecord>> list(AuditFilter filter, CursorPage page);

private:
    AuditRepository& repository_;
    WallClock clock_;
};

}  // namespace freshet::site
