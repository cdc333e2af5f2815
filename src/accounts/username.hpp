#pragma once

#include <string>
#include <string_view>

namespace freshet::accounts {

/// A username that is allowed, out of what stands before the @; another one with each `attempt`.
[[nodiscard]] std::string username_from(std::string_view email, unsigned attempt);

}  // namespace freshet::accounts
