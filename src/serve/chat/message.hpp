#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "community/chat_message.hpp"
#include "community/emote.hpp"
#include "community/polls.hpp"
#include "community/reactions.hpp"
#include "serve/chat/views.hpp"

namespace freshet::chat {

/// A message as a room holds it.
struct Message {
    community::ChatMessage row;
    std::vector<community::Emote> emotes{};  // In its text, that its author may use.
    std::vector<community::ReactionCount> reactions{};
};

/// With the emotes that stand in it.
[[nodiscard]] Message message_of(community::ChatMessage row, const community::EmoteSet& emotes);

/// How what a room holds looks to clients. Immutable: from any thread.
class Looks {
public:
    /// Addresses begin with that: PUBLIC_URL. Empty: they are paths, for one piece of news is read
    /// by all who have come by whatever host.
    explicit Looks(std::string base_url) : base_url_(std::move(base_url)) {}

    [[nodiscard]] KebabMessage kebab(const Message& message) const;
    [[nodiscard]] SnakeMessage snake(const Message& message) const;
    [[nodiscard]] EmoteView emote(const community::Emote& emote) const;
    [[nodiscard]] std::optional<std::string> avatar(const community::ChatUser& user) const;

private:
    std::string base_url_;
};

[[nodiscard]] PollView view_of(const community::Poll& poll, WallTime now);
[[nodiscard]] std::vector<ReactionView> views_of(
    const std::vector<community::ReactionCount>& reactions);

}  // namespace freshet::chat
