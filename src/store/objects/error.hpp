#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::objects {

/// What a caller may want to tell apart. A store that does not answer is no such thing: it throws
/// an Outage.
enum class Errc {
    storage_full = 1,  // There is no room, or we may not have more of it.
    draft_lost,        // Less of it is there than was acknowledged.
    too_large,         // More than one object can hold here.
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::objects

template <>
struct boost::system::is_error_code_enum<freshet::objects::Errc> : std::true_type {};
