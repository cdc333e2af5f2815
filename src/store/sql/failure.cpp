#include "store/sql/failure.hpp"

#include <string_view>

#include <boost/system/system_error.hpp>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include "base/outage.hpp"

namespace freshet::sql {

namespace {

// PostgreSQL 15, appendix A.
constexpr std::string_view serialization_failure = "40001";
constexpr std::string_view deadlock_detected = "40P01";
constexpr std::string_view lock_not_available = "55P03";  // lock_timeout
constexpr std::string_view query_canceled = "57014";      // statement_timeout

/// Empty, if it is no failure that PostgreSQL has told.
std::string sqlstate_of(const std::exception_ptr& failure) {
    if (!failure) return {};
    try {
        std::rethrow_exception(failure);
    } catch (const soci::postgresql_soci_error& error) {
        return error.sqlstate();
    } catch (...) {
        return {};
    }
}

}  // namespace

bool is_conflict(const std::exception_ptr& failure) {
    const auto state = sqlstate_of(failure);
    return state == serialization_failure || state == deadlock_detected;
}

std::exception_ptr as_outage(const std::exception_ptr& failure, bool is_late) {
    const auto state = sqlstate_of(failure);
    is_late = is_late || state == lock_not_available || state == query_canceled;
    try {
        std::rethrow_exception(failure);
    } catch (const soci::soci_error& error) {
        // Not what(), which goes on with the statement's parameters.
        const auto outage = is_late ? Outage::timed_out : Outage::unavailable;
        return std::make_exception_ptr(
            boost::system::system_error(outage, error.get_error_message()));
    } catch (...) {
        return failure;
    }
}

}  // namespace freshet::sql
