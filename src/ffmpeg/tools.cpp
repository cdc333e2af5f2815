#include "ffmpeg/tools.hpp"

#include <csignal>
#include <string>
#include <utility>

#include "base/log.hpp"
#include "ffmpeg/error.hpp"
#include "ffmpeg/probe_reader.hpp"
#include "ffmpeg/progress_reader.hpp"

namespace freshet::ffmpeg {

namespace {

using namespace std::chrono_literals;
using How = net::ChildEnd::How;

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
constexpr std::uint64_t spare_bytes = 64 * mebibyte;

// Where the file does not say how long it is.
constexpr std::chrono::seconds longest = 12h;

net::ChildSpec spec_of(Command command, const Workspace& workspace, net::ChildLimits limits) {
    return {.arguments = std::move(command),
            .folder = workspace.made(),
            .paths = {.readable = {workspace.source()}, .writable = {workspace.made()}},
            .limits = limits};
}

/// Of a child that did not end well, unless it only said that it could not.
std::optional<ErrorCode> error_of(const net::ChildEnd& end) {
    switch (end.how) {
        case How::exited: return std::nullopt;
        case How::timed_out: return Errc::took_too_long;
        case How::said_too_much: return Errc::damaged;
        case How::stopped: return Errc::killed;
        case How::killed: break;
    }
    if (end.code == SIGXCPU) return Errc::took_too_long;
    if (end.code == SIGKILL || end.code == SIGTERM) return Errc::killed;
    return Errc::damaged;  // It crashed over it, or wrote more than there could be.
}

void tell(const std::string& program, const net::ChildEnd& end) {
    log::info("ffmpeg", "{} ended code={} said=\"{}\"", program, end.code,
              log::escaped(end.last_words));
}

/// Of ffprobe, which could not read it, and says why in words alone.
Errc error_of_probe(const net::ChildEnd& end) {
    const auto says = [&end](std::string_view words) { return end.last_words.contains(words); };
    if (says("moov atom not found")) return Errc::damaged;
    if (says("Codec (") && says("not on whitelist")) return Errc::unsupported_codec;
    return Errc::not_a_video;
}

std::chrono::seconds duration_of(const Plan& plan) {
    return plan.duration ? std::chrono::ceil<std::chrono::seconds>(*plan.duration) : longest;
}

}  // namespace

asio::awaitable<Result<FileFacts>> Tools::probe(Workspace workspace) {
    std::string json;
    const auto keep = [&json](std::string_view line) { json.append(line).push_back('\n'); };
    const net::ChildLimits limits{
        .wall = 120s, .cpu = 60s, .file_bytes_max = 0, .line_bytes_max = 64 * 1024};
    auto child = co_await net::ChildProcess::start(
        births_, spec_of(probe_command(), workspace, limits), keep);
    if (!child) co_return fail(Errc::cannot_start);
    const auto end = co_await (*child)->ended();
    if (!end.is_good()) tell("ffprobe", end);
    if (const auto error = error_of(end)) co_return std::unexpected(*error);
    if (end.code != 0) co_return fail(error_of_probe(end));
    co_return read_probe(json);
}

asio::awaitable<Result<void>> Tools::run(Command command, Workspace workspace,
                                         net::ChildLimits limits, OnProgress on_progress) {
    const auto hear = [&on_progress](std::string_view line) {
        const auto done = read_progress(line);
        if (done && on_progress) on_progress(*done);
    };
    // It says some lines a second for as long as it works, however long that is.
    limits.output_bytes_max = 1024 * mebibyte;
    auto child = co_await net::ChildProcess::start(
        births_, spec_of(std::move(command), workspace, limits), hear);
    if (!child) co_return fail(Errc::cannot_start);
    const auto end = co_await (*child)->ended();
    if (end.is_good()) co_return Result<void>{};
    tell("ffmpeg", end);
    co_return std::unexpected(error_of(end).value_or(Errc::damaged));
}

asio::awaitable<Result<std::string>> Tools::version() {
    std::string first;
    const auto keep = [&first](std::string_view line) {
        if (first.empty()) first = line;
    };
    auto child = co_await net::ChildProcess::start(
        births_, {.arguments = {"ffmpeg", "-version"}, .limits = {.wall = 20s, .cpu = 10s}}, keep);
    if (!child) co_return std::unexpected(child.error());
    const auto end = co_await (*child)->ended();
    constexpr std::string_view name = "ffmpeg version ";
    if (!end.is_good() || !first.starts_with(name)) co_return fail(Errc::cannot_start);
    first.erase(0, name.size());
    co_return first.substr(0, first.find(' '));
}

net::ChildLimits limits_of(const Plan& plan, std::uint64_t source_bytes) {
    // The slowest there is (8K, HDR) on one core of a small machine.
    constexpr int slowness_max = 60;
    const auto duration = duration_of(plan);
    const auto seconds = static_cast<std::uint64_t>(duration.count());
    const std::uint64_t picture_bytes =
        plan.is_slow() ? plan.picture->kilobits_max * 150ull * seconds : source_bytes;
    constexpr std::uint64_t sound_bytes_a_second = 64'000;
    const auto time_max = 15min + duration * (plan.is_slow() ? slowness_max : 1);
    return {.wall = time_max,
            .cpu = time_max,
            .file_bytes_max =
                picture_bytes + picture_bytes / 8 + sound_bytes_a_second * seconds + spare_bytes};
}

net::ChildLimits limits_of_step(std::uint64_t file_bytes) {
    return {
        .wall = 15min, .cpu = 10min, .file_bytes_max = file_bytes + file_bytes / 8 + spare_bytes};
}

}  // namespace freshet::ffmpeg
