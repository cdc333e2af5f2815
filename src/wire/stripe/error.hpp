#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::stripe {

/// Why what came in as an event of Stripe's is none.
enum class Errc {
    no_signature = 1,
    wrong_signature,
    old_signature,  // Or one from the future.
    malformed,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::stripe

template <>
struct boost::system::is_error_code_enum<freshet::stripe::Errc> : std::true_type {};
