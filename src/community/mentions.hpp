#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace freshet::community {

/// The names after an @ in a text, each once, as they are written: nobody need be there or known to
/// be spoken of. At most twenty.
[[nodiscard]] std::vector<std::string> mentions_in(std::string_view text);

}  // namespace freshet::community
