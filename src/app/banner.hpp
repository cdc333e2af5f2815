#pragma once

#include <cstdint>
#include <string>

namespace freshet::app {

struct Config;

/// What a person who has just started the program needs to know: where the page is, and what goes
/// into OBS.
std::string banner(const Config& config, std::uint16_t http_port, std::uint16_t rtmp_port);

}  // namespace freshet::app
