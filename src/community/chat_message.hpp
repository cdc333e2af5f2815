#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "community/chat_error.hpp"
#include "community/entitlements.hpp"

namespace freshet::community {

enum class MessageKind : std::uint8_t { message, announcement, action };  // action: "/me waves".

/// What can be seen of a message. One that is held is seen by those who moderate, and waits for
/// them.
enum class MessageState : std::uint8_t { visible, held, rejected, deleted };

/// Why a message is held.
enum class HeldFor : std::uint8_t { phrase, link };

// The words of the API and of the rows.
[[nodiscard]] std::string_view to_string(MessageKind kind);
[[nodiscard]] std::string_view to_string(MessageState state);
[[nodiscard]] std::string_view to_string(HeldFor why);
[[nodiscard]] std::optional<MessageKind> message_kind_from(std::string_view text);
[[nodiscard]] std::optional<MessageState> message_state_from(std::string_view text);
[[nodiscard]] std::optional<HeldFor> held_for_from(std::string_view text);

/// Somebody as chat names them.
struct ChatUser {
    UserId id;
    std::string username{};
    std::string display_name{};
    std::string avatar_url{};  // Empty: none.

    bool operator==(const ChatUser&) const = default;
};

/// What all see somebody to be in a channel.
struct Badges {
    bool is_owner = false;
    bool is_admin = false;
    bool is_moderator = false;  // Of the channel or of the installation.
    std::optional<Tier> tier{};

    bool operator==(const Badges&) const = default;
};

/// What a message answers. Its text is empty when it cannot be seen any more.
struct RepliedTo {
    MessageId id;
    ChatUser author;
    std::string text{};

    bool operator==(const RepliedTo&) const = default;
};

/// One message as it is kept; names and badges are those of now.
struct ChatMessage {
    MessageId id;  // Greater than those of all that were taken before.
    StreamId stream;
    ChannelId channel;
    ChatUser author;
    Badges badges{};
    MessageKind kind = MessageKind::message;
    std::string text{};  // Empty: deleted.
    std::optional<RepliedTo> reply_to{};
    MessageState state = MessageState::visible;
    std::optional<HeldFor> held_for{};  // Stays when it has been reviewed.
    WallTime at;

    bool operator==(const ChatMessage&) const = default;
};

/// A message that was judged and is to be kept.
struct ChatDraft {
    MessageId id;
    StreamId stream;
    ChannelId channel;
    UserId author;
    MessageKind kind = MessageKind::message;
    std::string text;
    std::optional<MessageId> reply_to{};  // Of the same room.
    std::optional<HeldFor> held_for{};    // Something: it is held.
    WallTime at;
};

inline constexpr std::size_t message_characters_max = 500;

/// A message as it is kept: one line, without white space at either end. ChatErrc::empty_message of
/// which nobody would see anything, message_too_long, malformed_message.
[[nodiscard]] Result<std::string> clean_message(std::string_view text);

}  // namespace freshet::community
