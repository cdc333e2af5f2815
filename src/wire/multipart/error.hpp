#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::multipart {

/// Why what came in as a form is none.
enum class Errc {
    malformed = 1,
    too_many_parts,
    head_too_large,
    cut_short,  // It ended before its end.
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::multipart

template <>
struct boost::system::is_error_code_enum<freshet::multipart::Errc> : std::true_type {};
