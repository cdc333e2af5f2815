#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace freshet::http {

/// One field of a form, or one file. Views into the body, which the caller keeps.
struct FormPart {
    std::string_view name;
    std::string_view type;  // Empty: plain text.
    std::string_view bytes;
};

/// Whether a Content-Type says that the body is a form with files.
[[nodiscard]] bool is_form(std::string_view content_type);

/// The parts of a multipart/form-data body (RFC 7578) that has come as a whole, in their order.
/// Errc::malformed; also for more parts than any form of ours has.
[[nodiscard]] Result<std::vector<FormPart>> read_form(std::string_view content_type,
                                                      std::string_view body);

}  // namespace freshet::http
