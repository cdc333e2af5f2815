#pragma once

#include "base/result.hpp"

namespace freshet::amf {

/// Ways in which AMF bytes can be wrong. What was read before the fault is thrown away.
enum class Errc {
    truncated = 1,
    unknown_type,
    bad_reference,
    too_deep,
    too_many_values,
    too_many_bytes,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::amf

template <>
struct boost::system::is_error_code_enum<freshet::amf::Errc> : std::true_type {};
