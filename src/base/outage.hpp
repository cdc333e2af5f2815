#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet {

/// Why something that we depend on does not serve us now. Thrown as a system_error: it ends the
/// request, with 503.
enum class Outage {
    unavailable = 1,  // Does not answer, or answers with a failure of its own.
    timed_out,
    closed,  // We are shutting down.
};

ErrorCode make_error_code(Outage outage) noexcept;

}  // namespace freshet

template <>
struct boost::system::is_error_code_enum<freshet::Outage> : std::true_type {};
