#pragma once

#include "site/audit.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Remembered acts as rows. The database outlives it.
class AuditRepository final : public site::AuditRepository {
public:
    explicit AuditRepository(Database& database) : database_(database) {}

    asio::awaitable<void> record(AuditEntry entry, WallTime now) override;
    asio::awaitable<Stretch<site::AuditRecord>> list(site::AuditFilter filter,
                                                     CursorPage page) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
