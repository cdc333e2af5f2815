#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "app/config.hpp"

namespace freshet::app {

/// One thing that an operator can set, with all that is to be known of it.
struct Setting {
    std::string_view name;  // In the environment: "RTMP_PORT". Empty: file and flags only.
    std::string_view
        key;  // In freshet.toml, and as a flag with "--" before it: "rtmp_port", "live.merge".
    std::string_view allowed;  // What a value must be: "a number from 0 to 65535".
    std::string_view about;
    bool secret = false;

    /// Puts a value in force; false when it is none that is allowed.
    std::function<bool(Config&, const std::string&)> set = {};

    /// The value in force, as it could be set.
    std::function<std::string(const Config&)> get = {};
};

/// All of them, in the order of the documentation.
std::span<const Setting> settings();

}  // namespace freshet::app
