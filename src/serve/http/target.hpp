#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace freshet::http {

/// What a request asks for (RFC 9112, 3.2).
struct Target {
    std::string
        path;  // Percent-decoded; begins with '/', has no "." or ".." segment, and is clean UTF-8.
    std::string query;  // As sent.
};

/// Reads the origin form and the absolute form; refuses the others, and paths that could mean
/// something else to whoever reads them next: control characters, a coded '/', steps upwards.
Result<Target> read_target(std::string_view target);

}  // namespace freshet::http
