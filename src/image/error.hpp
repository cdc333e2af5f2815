#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::image {

/// Why a file does not become a picture.
enum class Errc {
    unknown_format = 1,  // None of those that we read, whatever it is called.
    too_large,           // More pixels, or more memory to decode, than we give.
    malformed,           // Cut off, or not what its beginning promises.
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::image

template <>
struct boost::system::is_error_code_enum<freshet::image::Errc> : std::true_type {};
