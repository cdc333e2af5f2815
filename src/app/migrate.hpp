#pragma once

#include "app/config.hpp"

namespace freshet::app {

/// Brings the database to the newest schema and prints what it did. Returns the process's exit
/// code; a failure is one line on standard error.
int run_migrate(const Config& config);

/// Prints every migration and when it was applied, and changes nothing: not even a database that is
/// not there is made. Exit code 0: all are applied; 3: some are pending.
int run_migrate_status(const Config& config);

}  // namespace freshet::app
