#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "serve/chat/refused.hpp"

namespace freshet::chat {

/// What somebody can write into a room that is no message: `/name and what it is about`.
namespace command {

struct Action {  // `/me waves`
    std::string text;
};
struct Help {};
struct Timeout {
    std::string username;
    std::chrono::seconds lasts;
    std::string reason;  // Empty: none.
};
struct Ban {
    std::string username;
    std::string reason;
};
struct Unban {
    std::string username;
};
struct Clear {};
struct Announce {
    std::string text;
};
struct Unpin {};
struct Appoint {  // A moderator, or no longer one.
    std::string username;
    bool is_moderator;
};
struct SlowMode {
    std::chrono::seconds pause;  // 0: off.
};
struct FollowersOnly {
    std::optional<std::chrono::minutes> least;  // None: off.
};
enum class Mode : std::uint8_t { subscribers_only, emote_only, unique_messages };
struct Switch {
    Mode mode;
    bool is_on;
};

}  // namespace command

using Command =
    std::variant<command::Action, command::Help, command::Timeout, command::Ban, command::Unban,
                 command::Clear, command::Announce, command::Unpin, command::Appoint,
                 command::SlowMode, command::FollowersOnly, command::Switch>;

/// Whether a message is a command: it begins with a slash, and not with two.
[[nodiscard]] bool is_command(std::string_view message);

/// The message that is meant: the first of two slashes only says that it is none.
[[nodiscard]] std::string_view without_escape(std::string_view message);

/// api::Errc::unknown_command, api::Errc::command_malformed.
[[nodiscard]] Said<Command> read_command(std::string_view message);

/// Who may use a command. What it does is judged again where that is done.
enum class CommandsFor : std::uint8_t { everybody, moderators, owner };

/// How the commands of somebody are written.
[[nodiscard]] std::string command_list(CommandsFor whom);

}  // namespace freshet::chat
