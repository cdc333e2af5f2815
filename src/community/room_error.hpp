#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::community {

/// Why emotes, reactions and polls are refused. What is not there is a ChatErrc.
enum class RoomErrc {
    invalid_emote_code = 1,
    emote_not_found,
    emote_taken,  // Another of the channel has that code.
    too_many_emotes,
    message_too_old,
    not_an_emoji,
    too_many_reactions,  // Kinds of them, at one message.
    invalid_poll,        // The Refusal says which fields, and why.
    poll_open,           // There is one at a time.
    poll_not_found,
    poll_over,
    no_such_option,
};

ErrorCode make_error_code(RoomErrc code) noexcept;

}  // namespace freshet::community

template <>
struct boost::system::is_error_code_enum<freshet::community::RoomErrc> : std::true_type {};
