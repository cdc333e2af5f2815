#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace freshet::app {

struct Config;

/// The command of an operator that was asked for; none: the program is to do something else. Gives
/// the process's exit code; a failure is one line on standard error.
using Command = std::function<int(const Config&)>;

/// Adds `user`, `token`, `secrets` and `worker` to what can be asked for; the one that was is put
/// into `chosen`. Both outlive the parsing.
void add_commands(CLI::App& cli, Command& chosen);

void add_user_commands(CLI::App& cli, Command& chosen);
void add_token_commands(CLI::App& cli, Command& chosen);
void add_secrets_commands(CLI::App& cli, Command& chosen);
void add_worker_command(CLI::App& cli, Command& chosen);

}  // namespace freshet::app
