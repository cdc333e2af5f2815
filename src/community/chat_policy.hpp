#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "community/chat_error.hpp"

namespace freshet::community {

/// The modes of a channel's chat.
struct ChatSettings {
    std::chrono::seconds slow_mode{0};                     // 0: off.
    std::optional<std::chrono::minutes> followers_only{};  // Of following. None: off.
    bool subscribers_only = false;
    bool emote_only = false;
    bool unique_messages = false;
    bool links_allowed = true;
    bool links_held = true;  // Where they are not allowed. False: refused.

    static constexpr std::chrono::seconds slow_mode_max{3600};
    static constexpr std::chrono::minutes followers_only_max = std::chrono::days(90);

    bool operator==(const ChatSettings&) const = default;
};

enum class PhraseAction : std::uint8_t { block, hold };

[[nodiscard]] std::string_view to_string(PhraseAction action);
[[nodiscard]] std::optional<PhraseAction> phrase_action_from(std::string_view text);

/// What is not to be said in a channel: a word, or several in a row.
struct BlockedPhrase {
    std::string text;
    PhraseAction action = PhraseAction::block;

    static constexpr std::size_t characters_max = 60;
    static constexpr std::size_t count_max = 500;  // Of a channel.

    bool operator==(const BlockedPhrase&) const = default;
};

/// How a channel wants its chat to be.
struct ChatPolicy {
    ChatSettings settings{};
    std::vector<BlockedPhrase> phrases{};
    std::uint64_t version = 0;  // Rises with every change.

    bool operator==(const ChatPolicy&) const = default;
};

/// What is to become of a policy; what is absent stays.
struct ChatPolicyChange {
    std::optional<std::chrono::seconds> slow_mode{};
    std::optional<std::optional<std::chrono::minutes>> followers_only{};
    std::optional<bool> subscribers_only{};
    std::optional<bool> emote_only{};
    std::optional<bool> unique_messages{};
    std::optional<bool> links_allowed{};
    std::optional<bool> links_held{};
    std::optional<std::vector<BlockedPhrase>> phrases{};  // All of them.
};

/// Phrases lose the white space at their ends, and the second of two that mean the same goes.
/// ChatErrc::bad_duration, bad_phrases.
[[nodiscard]] Result<ChatPolicyChange> checked(ChatPolicyChange change);

void apply(const ChatPolicyChange& change, ChatPolicy& policy);

}  // namespace freshet::community
