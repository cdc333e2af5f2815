#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::community {

/// Why an act among users is refused.
enum class Errc {
    user_not_found = 1,  // Or disabled.
    follows_self,
    subject_not_found,  // Of a report.
    too_many_reports,
    report_not_found,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::community

template <>
struct boost::system::is_error_code_enum<freshet::community::Errc> : std::true_type {};
