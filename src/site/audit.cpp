#include "site/audit.hpp"

#include <utility>

namespace freshet::site {

Audit::Audit(AuditRepository& repository, WallClock clock)
    : repository_(repository), clock_(std::move(clock)) {}

asio::awaitable<void> Audit::record(AuditEntry entry) {
    return repository_.record(std::move(entry), clock_());
}

asio::awaitable<Stretch<AuditRecord>> Audit::list(AuditFilter filter, CursorPage page) {
    return repository_.list(std::move(filter), page);
}

}  // namespace freshet::site
