#pragma once

#include <boost/describe/enum.hpp>

#include "community/chat_message.hpp"
#include "community/chat_policy.hpp"

// The domain's enums with the words of the wire, for all who tell of chat.
namespace freshet::community {
BOOST_DESCRIBE_ENUM(MessageKind, message, announcement, action)
BOOST_DESCRIBE_ENUM(HeldFor, phrase, link)
BOOST_DESCRIBE_ENUM(PhraseAction, block, hold)
}  // namespace freshet::community
