#pragma once

#include <cstdint>

namespace freshet::community {

/// What somebody may in a channel's chat, the least first. The owner is that in the own channel
/// even as one of the staff.
enum class ChatRole : std::uint8_t { viewer, moderator, owner, staff };

/// Whether somebody moderates at all. No mode holds them back.
[[nodiscard]] constexpr bool moderates(ChatRole role) { return role != ChatRole::viewer; }

/// Whether one may delete what the other says. Moderators leave one another alone, and nobody
/// touches the staff.
[[nodiscard]] constexpr bool may_moderate(ChatRole actor, ChatRole target) {
    return moderates(actor) && target < actor && target != ChatRole::staff;
}

/// Whether one may ban the other and time them out: moderators lose their office by it, and owners
/// have one that nobody takes away.
[[nodiscard]] constexpr bool may_ban(ChatRole actor, ChatRole target) {
    return may_moderate(actor, target) && target != ChatRole::owner;
}

/// Whether somebody may say who moderates.
[[nodiscard]] constexpr bool may_appoint(ChatRole actor) {
    return actor == ChatRole::owner || actor == ChatRole::staff;
}

}  // namespace freshet::community
