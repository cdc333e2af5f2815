#pragma once

#include <optional>
#include <string>

#include "base/ids.hpp"

namespace freshet {

/// What somebody did, as the installation remembers it. Rooms that do what must be remembered hand
/// it to their repositories, so that the act and its record are one transaction; for acts that have
/// no transaction of their own there is site::Audit.
struct AuditEntry {
    std::optional<UserId> actor{};  // Absent: nobody who had signed in; the command line, a guest.
    std::string action{};           // "user.role_changed": the noun, a dot, what became of it.
    std::string target{};           // Id or name of what it was done to.
    std::string details{};          // "user -> admin"; never a secret.
    std::string ip{};               // Empty: the command line, or the program itself.
};

}  // namespace freshet
