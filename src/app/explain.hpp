#pragma once

#include <string>
#include <string_view>

#include "base/field_errors.hpp"

namespace freshet::app {

/// The one line for a start or a command under another SECRET_KEY.
inline constexpr std::string_view other_secret =
    "SECRET_KEY: the database was made with another one, and so were its keys";

/// A refusal in English, on one line, for whoever sits at the command line: "password must have 8
/// to 128 characters".
[[nodiscard]] std::string explain(const Refusal& refusal);

}  // namespace freshet::app
