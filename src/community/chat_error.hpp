#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::community {

/// Why a message is not taken, or held, and why an act of moderation is refused.
enum class ChatErrc {
    // What is the matter with a message.
    empty_message = 1,
    message_too_long,
    malformed_message,
    phrase_blocked,
    link_refused,
    emotes_only,
    repeated,
    // What is the matter with who sends it.
    banned,
    timed_out,
    slow_mode,
    followers_only,
    subscribers_only,
    // Moderation.
    not_moderator,   // Who acts may not.
    not_owner,       // Only the owner may, and the staff.
    is_protected,    // Nobody of that rank does it to this one.
    user_not_found,  // Or left.
    channel_not_found,
    stream_not_found,
    message_not_found,
    ban_not_found,
    not_held,       // It has been reviewed.
    is_banned,      // For good: a timeout would only shorten it.
    moderates,      // As owner or staff, whoever adds them.
    too_many_bans,  // In a channel.
    too_many_moderators,
    nobody_named,  // Neither a user nor an address.
    range_too_wide,
    bad_reason,
    bad_duration,  // Of a timeout, of slow mode, of following.
    bad_phrases,   // Too many, too long, or one with nothing in it.
};

ErrorCode make_error_code(ChatErrc code) noexcept;

}  // namespace freshet::community

template <>
struct boost::system::is_error_code_enum<freshet::community::ChatErrc> : std::true_type {};
