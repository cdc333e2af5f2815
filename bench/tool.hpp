#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

namespace freshet::bench {

/// Runs a tool: its arguments, then its body. What escapes becomes one line on stderr and status 1.
int run_tool(CLI::App& app, int argc, char** argv, const std::function<void()>& body);

/// Lets this process have `count` descriptors beside its own few. Throws where the system forbids
/// it.
void allow_descriptors(std::size_t count);

/// A stream's address. The tools speak to this machine only: anything but 127.0.0.1 throws.
struct Url {
    std::string scheme;  // "http", "ws" or "rtmp"
    std::uint16_t port = 0;
    std::string path;  // With the slash in front.

    /// RTMP's two names for a stream: all before the last slash, and what stands behind it.
    [[nodiscard]] std::string app() const;
    [[nodiscard]] std::string name() const;
};

[[nodiscard]] Url parse_url(std::string_view text);

}  // namespace freshet::bench
