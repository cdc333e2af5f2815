#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::site {

/// Why an act on what belongs to the installation is refused.
enum class Errc {
    document_not_found = 1,
    document_exists,  // In that language.
    document_needed,  // One of the standard ones: it can be edited, not deleted.
    too_many_documents,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::site

template <>
struct boost::system::is_error_code_enum<freshet::site::Errc> : std::true_type {};
