#include "accounts/user.hpp"

#include <array>

namespace freshet::accounts {

namespace {

constexpr std::array<std::string_view, 3> role_names{"user", "moderator",
                                                     "admin"};  // In the order of Role.

}  // namespace

std::string_view to_string(Role role) { return role_names[static_cast<std::size_t>(role)]; }

std::optional<Role> role_from(std::string_view text) {
    for (std::size_t i = 0; i < role_names.size(); ++i) {
        if (role_names[i] == text) return static_cast<Role>(i);
    }
    return std::nullopt;
}

}  // namespace freshet::accounts
