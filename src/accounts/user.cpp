#include "accounts/user.hpp"

#include <array>

#include "base/names.hpp"

namespace freshet::accounts {

namespace {

constexpr std::array<std::string_view, 3> role_names{"user", "moderator",
                                                     "admin"};  // In the order of Role.

}  // namespace

std::string_view to_string(Role role) { return role_names[static_cast<std::size_t>(role)]; }

std::optional<Role> role_from(std::string_view text) { return value_of<Role>(role_names, text); }

}  // namespace freshet::accounts
