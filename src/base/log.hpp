#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "base/result.hpp"

/// One line an event, to stderr or to a file a day. Lines of ours are text with `key=value`;
/// whatever control characters or broken UTF-8 a value brings is escaped, so that a peer cannot
/// write a line of its own. From any thread; a line is queued, and under a flood the oldest waiting
/// lines are dropped rather than a caller held.
namespace freshet::log {

enum class Level : std::uint8_t { debug, info, warning, error };
enum class Format : std::uint8_t { text, json };

struct Config {
    Level level = Level::info;     // LOG_LEVEL
    Format format = Format::text;  // LOG_FORMAT
    std::string dir{};             // LOG_DIR; empty: stderr.
    std::string timezone = "UTC";  // LOG_TIMEZONE, a name of the IANA time zone database.
    std::size_t days_kept = 14;
};

/// Before it, lines of level info and above go to stderr at once. Called once, before there are
/// other threads, for it sets TZ. Fails when the folder cannot be written to or the time zone is
/// unknown.
Result<void> start(const Config& config);

/// Writes what is queued; lines after it go to stderr at once.
void stop();

[[nodiscard]] bool enabled(Level level);

/// `room` says who speaks: "rtmp", "http". Prefer the named functions below.
void write(Level level, std::string_view room, std::string_view text);

template <class... Values>
void debug(std::string_view room, fmt::format_string<Values...> text, Values&&... values) {
    if (!enabled(Level::debug)) return;
    write(Level::debug, room, fmt::format(text, std::forward<Values>(values)...));
}

template <class... Values>
void info(std::string_view room, fmt::format_string<Values...> text, Values&&... values) {
    if (!enabled(Level::info)) return;
    write(Level::info, room, fmt::format(text, std::forward<Values>(values)...));
}

template <class... Values>
void warning(std::string_view room, fmt::format_string<Values...> text, Values&&... values) {
    if (!enabled(Level::warning)) return;
    write(Level::warning, room, fmt::format(text, std::forward<Values>(values)...));
}

template <class... Values>
void error(std::string_view room, fmt::format_string<Values...> text, Values&&... values) {
    if (!enabled(Level::error)) return;
    write(Level::error, room, fmt::format(text, std::forward<Values>(values)...));
}

/// The text with what could break a line or a terminal written as \xNN or \uNNNN.
[[nodiscard]] std::string escaped(std::string_view text);

/// Makes one line of many for events that a peer can cause at will. From any thread.
class Every {
public:
    explicit Every(std::chrono::seconds interval) : interval_(interval) {}

    /// How many events a line written now stands for, this one included; nothing when it is too
    /// soon for a line.
    [[nodiscard]] std::optional<std::uint64_t> count();

private:
    std::chrono::nanoseconds interval_;
    std::atomic<std::int64_t> next_ns_ = 0;
    std::atomic<std::uint64_t> count_ = 0;
};

}  // namespace freshet::log
