#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::tus {

/// Why a request is none of tus, or asks for what this server does not do.
enum class Errc {
    unsupported_version = 1,
    malformed,  // A field that is there, and cannot be read; or one that is missing.
    bad_metadata,
    wrong_content_type,
    unknown_checksum,
    checksum_mismatch,
    no_concatenation,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::tus

template <>
struct boost::system::is_error_code_enum<freshet::tus::Errc> : std::true_type {};
