#include <cstdio>

#include <CLI/CLI.hpp>

#include "app/commands/commands.hpp"
#include "app/config.hpp"
#include "app/migrate.hpp"
#include "app/server.hpp"
#include "app/settings.hpp"
#include "app/version.hpp"
#include "serve/api/api.hpp"

namespace {

using namespace freshet;

/// What was asked for on the command line.
struct Asked {
    std::vector<std::string> flags;
    bool config = false;
    bool openapi = false;
    bool migrate = false;
    bool migrate_status = false;
    app::Command command{};  // Of an operator.
    int exit_code = -1;      // Below 0: go on.
};

Asked read_command_line(int argc, char** argv) {
    CLI::App cli("Freshet: live and on-demand video, self-hosted.", "freshet");
    cli.set_version_flag("--version", "freshet " + std::string(app::version()));
    cli.footer("Settings can stand in the environment, in ./.env and in ./freshet.toml as well.");

    std::map<std::string, std::string> values;
    for (const auto& setting : app::settings()) {
        const std::string name = "--" + std::string(setting.key);
        cli.add_option_function<std::string>(
               name, [&values, name](const std::string& value) { values[name] = value; },
               std::string(setting.about))
            ->type_name("");
    }
    auto* config =
        cli.add_subcommand("config", "Print what is in force, secrets masked, and exit.");
    auto* openapi = cli.add_subcommand("openapi", "Print the description of the API and exit.");
    auto* migrate =
        cli.add_subcommand("migrate", "Bring the database to the newest schema and exit.");
    Asked asked;
    migrate->add_flag("--status", asked.migrate_status, "Tell how far it is; change nothing.");
    app::add_commands(cli, asked.command);
    cli.require_subcommand(0, 1);
    cli.fallthrough();

    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {  // The library's way to say --help too.
        asked.exit_code = cli.exit(error) == 0 ? 0 : 2;
    }
    for (const auto& [name, value] : values) asked.flags.push_back(name + "=" + value);
    asked.config = config->parsed();
    asked.openapi = openapi->parsed();
    asked.migrate = migrate->parsed();
    return asked;
}

}  // namespace

int main(int argc, char** argv) {
    const auto asked = read_command_line(argc, argv);
    if (asked.exit_code >= 0) return asked.exit_code;
    if (asked.openapi) {
        std::puts(api::openapi_document().c_str());
        return 0;
    }

    auto config =
        app::load_config({.flags = asked.flags, .environment = app::process_environment()});
    if (!config) {
        std::fprintf(stderr, "freshet: %s\n", config.error().c_str());
        return 2;
    }
    if (asked.config) {
        std::fputs(app::describe_config(*config).c_str(), stdout);
        return 0;
    }
    if (asked.migrate_status) return app::run_migrate_status(*config);
    if (asked.migrate) return app::run_migrate(*config);
    if (asked.command) return asked.command(*config);
    return app::run_server(std::move(*config));
}
