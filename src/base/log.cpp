#include "base/log.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <unistd.h>
#include <utility>

#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/sinks/daily_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/clock.hpp"
#include "base/utf8.hpp"

namespace freshet::log {

namespace {

constexpr std::size_t lines_waiting_max = 8192;
constexpr std::chrono::seconds flush_interval{1};

/// The one global of the program: where lines go. Replaced by start() and stop() while there is one
/// thread only.
struct Output {
    Format format = Format::text;
    std::shared_ptr<spdlog::logger> logger;
    std::shared_ptr<spdlog::details::thread_pool> queue;
};

std::shared_ptr<spdlog::logger> stderr_logger() {
    auto logger =
        std::make_shared<spdlog::logger>("", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %v");
    return logger;
}

Output& output() {
    static Output now{.format = Format::text, .logger = stderr_logger(), .queue = nullptr};
    return now;
}

spdlog::level::level_enum spdlog_level(Level level) {
    switch (level) {
        case Level::debug: return spdlog::level::debug;
        case Level::info: return spdlog::level::info;
        case Level::warning: return spdlog::level::warn;
        case Level::error: return spdlog::level::err;
    }
    return spdlog::level::info;
}

std::string_view name_of(Level level) {
    switch (level) {
        case Level::debug: return "debug";
        case Level::info: return "info";
        case Level::warning: return "warning";
        case Level::error: return "error";
    }
    return "info";
}

/// Control characters that stand in two or three bytes of UTF-8: C1, line and paragraph separators,
/// and those that turn the direction of text around (Unicode 15, 23.2).
bool breaks_lines(std::string_view character) {
    if (character.size() == 2)
        return character[0] == '\xc2' && static_cast<unsigned char>(character[1]) < 0xa0;
    if (character.size() != 3 || character[0] != '\xe2') return false;
    const auto second = static_cast<unsigned char>(character[1]);
    const auto third = static_cast<unsigned char>(character[2]);
    return (second == 0x80 && third >= 0xa8 && third <= 0xae) ||
           (second == 0x81 && third >= 0xa6 && third <= 0xa9);
}

bool is_plain(char c) { return c >= 0x20 && c < 0x7f; }

void append_byte(std::string& out, char c) {
    fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(c));
}

/// The inside of a JSON string (RFC 8259, 7), of text that `escaped` has made.
std::string json_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

/// A name that the time zone database of the system knows.
bool is_timezone(const std::string& name) {
    if (name.empty() || name.front() == '/' || name.find("..") != std::string::npos) return false;
    std::error_code error;
    return name == "UTC" || std::filesystem::is_regular_file("/usr/share/zoneinfo/" + name, error);
}

std::shared_ptr<spdlog::sinks::sink> sink_for(const Config& config) {
    if (config.dir.empty()) return std::make_shared<spdlog::sinks::stderr_sink_mt>();
    const auto file = (std::filesystem::path(config.dir) / "freshet.log").string();
    return std::make_shared<spdlog::sinks::daily_file_sink_mt>(
        file, 0, 0, false, static_cast<std::uint16_t>(config.days_kept));
}

/// Fails where spdlog would throw: the folder is made and tried first.
Result<void> prepare(const std::string& dir) {
    if (dir.empty()) return {};
    std::error_code error;
    std::filesystem::create_directories(dir, error);
    if (error) return std::unexpected(ErrorCode(error));
    if (::access(dir.c_str(), W_OK | X_OK) == 0) return {};
    return std::unexpected(ErrorCode(errno, boost::system::system_category()));
}

}  // namespace

Result<void> start(const Config& config) {
    if (!is_timezone(config.timezone))
        return std::unexpected(make_error_code(boost::system::errc::invalid_argument));
    if (auto ready = prepare(config.dir); !ready) return ready;
    ::setenv("TZ", config.timezone.c_str(), 1);
    ::tzset();

    auto& now = output();
    now.format = config.format;
    now.queue = std::make_shared<spdlog::details::thread_pool>(lines_waiting_max, 1);
    now.logger = std::make_shared<spdlog::async_logger>(
        "freshet", sink_for(config), now.queue, spdlog::async_overflow_policy::overrun_oldest);
    now.logger->set_level(spdlog_level(config.level));
    now.logger->set_pattern(config.format == Format::json
                                ? R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z",%v})"
                                : "%Y-%m-%dT%H:%M:%S.%e%z %v");
    now.logger->flush_on(spdlog::level::warn);
    spdlog::register_logger(now.logger);
    spdlog::flush_every(flush_interval);
    return {};
}

void stop() {
    // The flusher first: it still uses the queue, which goes with the logger.
    spdlog::shutdown();
    output() = {.format = Format::text, .logger = stderr_logger(), .queue = nullptr};
}

bool enabled(Level level) { return output().logger->should_log(spdlog_level(level)); }

void write(Level level, std::string_view room, std::string_view text) {
    const auto& now = output();
    const auto safe = escaped(text);
    if (now.format == Format::json) {
        now.logger->log(spdlog_level(level), R"("level":"{}","room":"{}","message":"{}")",
                        name_of(level), room, json_escaped(safe));
    } else {
        now.logger->log(spdlog_level(level), "{} {}: {}", name_of(level), room, safe);
    }
}

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto size = utf8_size(text);
        const auto character = text.substr(0, size);
        if (size == 1 ? is_plain(text[0]) : size > 1 && !breaks_lines(character)) {
            out += character;
        } else {
            for (const char c : text.substr(0, std::max<std::size_t>(size, 1))) append_byte(out, c);
        }
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return out;
}

std::optional<std::uint64_t> Every::count() {
    count_.fetch_add(1);
    const auto now = mono_now().time_since_epoch().count();
    auto next = next_ns_.load();
    if (now < next) return std::nullopt;
    if (!next_ns_.compare_exchange_strong(next, now + interval_.count())) return std::nullopt;
    return count_.exchange(0);
}

}  // namespace freshet::log
