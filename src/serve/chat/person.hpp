#pragma once

#include <optional>
#include <string>

#include "accounts/accounts.hpp"
#include "community/chat_message.hpp"
#include "community/moderation_repository.hpp"
#include "serve/api/texts.hpp"
#include "serve/chat/presence.hpp"
#include "serve/playback/judge.hpp"

namespace freshet::chat {

/// Who is at the other end of a socket, as of its last request.
struct Person {
    std::optional<accounts::Caller> caller{};  // None: not signed in.
    community::ChatUser user{};                // Of the caller.
    std::string client_id{};                   // That a browser keeps; empty: none.
    std::string connection_id{};               // Survives the loss of the connection.
    std::string peer_ip{};
    api::Language language = api::Language::en;

    [[nodiscard]] bool is_staff() const { return caller && caller->role != accounts::Role::user; }

    [[nodiscard]] bool is(UserId id) const { return caller && caller->user == id; }

    [[nodiscard]] std::optional<playback::Member> member() const {
        if (!caller) return std::nullopt;
        return playback::Member{.user = caller->user, .role = caller->role};
    }

    /// The same client, signed out.
    [[nodiscard]] Person as_reader() const {
        auto reader = *this;
        reader.caller.reset();
        reader.user = {};
        return reader;
    }

    /// For acts of moderation, which signed-in users do.
    [[nodiscard]] community::ChatActor actor() const {
        return {.user = user.id, .is_staff = is_staff(), .ip = peer_ip};
    }

    [[nodiscard]] Viewer viewer() const {
        if (caller) {
            return {
                .key = "user " + to_string(user.id), .user = user.id, .username = user.username};
        }
        return {.key = client_id.empty() ? "connection " + connection_id : "client " + client_id};
    }
};

}  // namespace freshet::chat
