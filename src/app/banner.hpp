#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace freshet::app {

struct Config;

/// What a person who has just started the program needs to know: where the page is, and what goes
/// into OBS.
std::string banner(const Config& config, std::uint16_t http_port, std::uint16_t rtmp_port);

/// Where the first admin is made, by whoever can read this: for standard output, never for a log.
std::string setup_notice(const Config& config, std::uint16_t http_port, std::string_view code);

}  // namespace freshet::app
