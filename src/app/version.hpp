#pragma once

#include <string_view>

namespace freshet::app {

/// The version and the commit that this program was built from: "0.1.0 (1a2b3c4)".
std::string_view version();

}  // namespace freshet::app
