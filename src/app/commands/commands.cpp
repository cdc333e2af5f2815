#include "app/commands/commands.hpp"

namespace freshet::app {

void add_commands(CLI::App& cli, Command& chosen) {
    add_user_commands(cli, chosen);
    add_token_commands(cli, chosen);
    add_secrets_commands(cli, chosen);
    add_worker_command(cli, chosen);
}

}  // namespace freshet::app
