#pragma once

#include "base/audit_entry.hpp"
#include "base/clock.hpp"
#include "store/sql/session.hpp"

namespace freshet::sql {

/// Remembers an act, in the transaction of the act.
void record(Session& session, const AuditEntry& entry, WallTime now);

}  // namespace freshet::sql
