#pragma once

#include "app/config.hpp"

namespace freshet::app {

/// Runs the whole server until SIGINT or SIGTERM. Returns the process's exit code; a start that
/// fails says why in one line on standard error.
int run_server(Config config);

}  // namespace freshet::app
