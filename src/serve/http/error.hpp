#pragma once

#include "base/result.hpp"

namespace freshet::http {

/// Ways a request can be refused before a handler sees it, and ways its body can end while one
/// reads it. `problem_of` in problem.hpp says how each is answered.
enum class Errc {
    malformed = 1,
    head_too_large,
    unsupported_method,
    unsupported_version,
    unsupported_coding,
    unsupported_expectation,
    bad_target,
    body_too_large,
    body_cut_short,
    body_too_slow,
    body_interrupted,
    body_draining,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::http

template <>
struct boost::system::is_error_code_enum<freshet::http::Errc> : std::true_type {};
