#include "serve/chat/commands.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/names.hpp"
#include "serve/api/error.hpp"

namespace freshet::chat {

using namespace std::chrono_literals;
using api::Errc;

namespace {

// What a timeout lasts when nobody says how long.
constexpr std::chrono::seconds default_timeout = 10min;

/// The first word of a text, and what comes after it.
struct Split {
    std::string_view word;
    std::string_view rest;
};

Split split(std::string_view text) {
    const auto end = std::min(text.find_first_of(" \t"), text.size());
    return {.word = text.substr(0, end), .rest = trim_ascii(text.substr(end))};
}

/// A whole number of something; people write `10s` and `10m` too, and those are not ours.
template <class Duration>
std::optional<Duration> duration_in(std::string_view word) {
    std::uint32_t count = 0;
    const auto* const end = word.data() + word.size();
    const auto [stop, failure] = std::from_chars(word.data(), end, count);
    if (failure != std::errc() || stop != end) return std::nullopt;
    return Duration(count);
}

/// A name as people write it: with or without an @.
std::string name_in(std::string_view word) {
    if (word.starts_with('@')) word.remove_prefix(1);
    return std::string(word);
}

using Parsed = std::optional<Command>;  // None: not as it is used.

template <class Act>
Parsed without_arguments(std::string_view) {
    return Act{};
}

Parsed action(std::string_view rest) {
    if (rest.empty()) return std::nullopt;
    return command::Action{.text = std::string(rest)};
}

Parsed announce(std::string_view rest) {
    if (rest.empty()) return std::nullopt;
    return command::Announce{.text = std::string(rest)};
}

Parsed timeout(std::string_view rest) {
    const auto [name, more] = split(rest);
    if (name.empty()) return std::nullopt;
    const auto [second, reason] = split(more);
    const auto lasts = duration_in<std::chrono::seconds>(second);
    return command::Timeout{.username = name_in(name),
                            .lasts = lasts.value_or(default_timeout),
                            .reason = std::string(lasts ? reason : more)};
}

Parsed ban(std::string_view rest) {
    const auto [name, reason] = split(rest);
    if (name.empty()) return std::nullopt;
    return command::Ban{.username = name_in(name), .reason = std::string(reason)};
}

Parsed unban(std::string_view rest) {
    const auto [name, more] = split(rest);
    if (name.empty() || !more.empty()) return std::nullopt;
    return command::Unban{.username = name_in(name)};
}

template <bool is_moderator>
Parsed appoint(std::string_view rest) {
    const auto [name, more] = split(rest);
    if (name.empty() || !more.empty()) return std::nullopt;
    return command::Appoint{.username = name_in(name), .is_moderator = is_moderator};
}

Parsed slow(std::string_view rest) {
    const auto pause = duration_in<std::chrono::seconds>(rest);
    if (!pause) return std::nullopt;
    return command::SlowMode{.pause = *pause};
}

Parsed slow_off(std::string_view) { return command::SlowMode{.pause = 0s}; }

Parsed followers(std::string_view rest) {
    if (rest.empty()) return command::FollowersOnly{.least = 0min};
    const auto least = duration_in<std::chrono::minutes>(rest);
    if (!least) return std::nullopt;
    return command::FollowersOnly{.least = least};
}

Parsed followers_off(std::string_view) { return command::FollowersOnly{.least = {}}; }

template <command::Mode mode, bool is_on>
Parsed turn(std::string_view) {
    return command::Switch{.mode = mode, .is_on = is_on};
}

using For = CommandsFor;

struct Row {
    std::string_view name;
    std::string_view arguments;  // As the list of commands says them.
    For whom;
    Parsed (*parse)(std::string_view rest);
};

constexpr std::array rows{
    Row{"me", "TEXT", For::everybody, action},
    Row{"help", "", For::everybody, without_arguments<command::Help>},
    Row{"timeout", "NAME [SECONDS] [REASON]", For::moderators, timeout},
    Row{"ban", "NAME [REASON]", For::moderators, ban},
    Row{"unban", "NAME", For::moderators, unban},
    Row{"clear", "", For::moderators, without_arguments<command::Clear>},
    Row{"slow", "SECONDS", For::moderators, slow},
    Row{"slowoff", "", For::moderators, slow_off},
    Row{"followers", "[MINUTES]", For::moderators, followers},
    Row{"followersoff", "", For::moderators, followers_off},
    Row{"subscribers", "", For::moderators, turn<command::Mode::subscribers_only, true>},
    Row{"subscribersoff", "", For::moderators, turn<command::Mode::subscribers_only, false>},
    Row{"emoteonly", "", For::moderators, turn<command::Mode::emote_only, true>},
    Row{"emoteonlyoff", "", For::moderators, turn<command::Mode::emote_only, false>},
    Row{"unique", "", For::moderators, turn<command::Mode::unique_messages, true>},
    Row{"uniqueoff", "", For::moderators, turn<command::Mode::unique_messages, false>},
    Row{"announce", "TEXT", For::moderators, announce},
    Row{"unpin", "", For::moderators, without_arguments<command::Unpin>},
    Row{"mod", "NAME", For::owner, appoint<true>},
    Row{"unmod", "NAME", For::owner, appoint<false>},
};

std::string usage(const Row& row) {
    std::string text = "/" + std::string(row.name);
    if (!row.arguments.empty()) text.append(" ").append(row.arguments);
    return text;
}

}  // namespace

bool is_command(std::string_view message) {
    return message.starts_with('/') && !message.starts_with("//");
}

std::string_view without_escape(std::string_view message) {
    return message.starts_with("//") ? message.substr(1) : message;
}

Said<Command> read_command(std::string_view message) {
    const auto [name, rest] = split(trim_ascii(message.substr(1)));
    const auto row = std::ranges::find(rows, to_lower_ascii(name), &Row::name);
    if (row == rows.end()) return refused(Errc::unknown_command);
    auto parsed = row->parse(rest);
    if (!parsed) return refused(Errc::command_malformed, {{"usage", usage(*row)}});
    return *std::move(parsed);
}

std::string command_list(CommandsFor whom) {
    std::string list;
    for (const auto& row : rows) {
        if (row.whom > whom) continue;
        list.append(list.empty() ? "" : ", ").append(usage(row));
    }
    return list;
}

}  // namespace freshet::chat
