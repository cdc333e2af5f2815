#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::accounts {

enum class Role : std::uint8_t { user, moderator, admin };

[[nodiscard]] std::string_view to_string(Role role);
[[nodiscard]] std::optional<Role> role_from(std::string_view text);

/// An account, without its password.
struct User {
    UserId id;
    std::string username;  // As its owner writes it; unique without regard to case.
    std::string email;     // Likewise.
    std::string display_name;
    std::string avatar_url;  // A path on this server; empty: none.
    std::string bio;
    Role role = Role::user;
    bool is_active = true;  // A disabled account cannot sign in, and its sessions are refused.
    WallTime created_at;
    WallTime updated_at;
    std::optional<WallTime> last_login_at;
    std::optional<WallTime> email_verified_at{};  // Since when the address is known to be theirs.

    bool operator==(const User&) const = default;
};

}  // namespace freshet::accounts
