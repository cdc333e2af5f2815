#include "store/secrets.hpp"

#include <CLI/CLI.hpp>
#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include "accounts/seal.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/desk.hpp"
#include "app/data_dir.hpp"
#include "app/explain.hpp"
#include "channels/stream_keys.hpp"
#include "store/sql/secret_rotation.hpp"

namespace freshet::app {

namespace {

using namespace std::chrono_literals;
using Verdict = sql::RotatedSecret::Verdict;

sql::SecretRotation rotation_of(const SecretText& now, const SecretText& next) {
    return {.check_value = channels::StreamKeys(now).check_value(),
            .next_check_value = channels::StreamKeys(next).check_value(),
            .key_hash =
                [keys = channels::StreamKeys(next)](ChannelId channel, std::uint32_t version) {
                    return channels::StreamKeys::hash(keys.derive(channel, version));
                },
            .reseal = [from = accounts::Seal(now), to = accounts::Seal(next)](
                          const std::string& sealed, UserId owner) -> std::optional<std::string> {
                const auto plain = from.open(sealed, to_string(owner));
                if (!plain) return std::nullopt;
                return to.close(*plain, to_string(owner));
            }};
}

/// The act rewrites every channel: that may take longer than what a request may wait for.
sql::RotatedSecret rewrite_rows(sql::Database& database, sql::SecretRotation rotation) {
    asio::io_context context;
    auto rotated = asio::co_spawn(context, sql::rotate_secret(database, std::move(rotation)),
                                  asio::use_future);
    context.run();
    return rotated.get();
}

void tell(const sql::RotatedSecret& rotated, const Config& config, const SecretText& next) {
    if (!config.secret_key.empty()) {
        fmt::print("SECRET_KEY is set from outside. Set it to this before the next start:\n{}\n",
                   next.reveal());
    }
    if (rotated.verdict == Verdict::done_before) {
        fmt::print("finished what was cut off before\n");
    } else {
        fmt::print("rewritten: stream keys {}, second factors {}\n", rotated.channels,
                   rotated.two_factor);
    }
    fmt::print(
        "Every stream key is another one now. Streamers find theirs in the studio, and put it\n"
        "into OBS before they go live again.\n");
}

int rotate(const Config& config) {
    // A server that runs on this folder would go on with the former secret.
    const auto data_dir = DataDir::open(config.data_dir);
    if (!data_dir) return refuse(data_dir.error());
    const auto file = data_dir->file("secrets.json");
    const auto secrets = store::complete_secrets(
        {.secret_key = config.secret_key, .jwt_secret = config.jwt_secret}, file);
    if (!secrets) return refuse(secrets.error());
    auto database = sql::Database::open(
        {.url = database_url(config), .readers = 1, .writers = 1, .act_time_max = 10min});
    if (!database) return refuse(database.error());

    const auto rotation = store::begin_rotation(file);
    if (!rotation) return refuse(rotation.error());
    const auto rotated = rewrite_rows(**database, rotation_of(secrets->secret_key, rotation->next));
    if (rotated.verdict == Verdict::other_secret) return refuse(std::string(other_secret));
    // Told before it is forgotten: who sets SECRET_KEY has nothing else to read it from.
    tell(rotated, config, rotation->next);
    std::fflush(stdout);
    const auto finished = store::finish_rotation(file, !config.secret_key.empty());
    return finished ? 0 : refuse(finished.error());
}

}  // namespace

void add_secrets_commands(CLI::App& cli, Command& chosen) {
    auto* secrets = cli.add_subcommand("secrets", "Change the secret that keys are derived from.");
    secrets->require_subcommand(1);
    secrets
        ->add_subcommand("rotate",
                         "Make a new SECRET_KEY and rewrite what depends on it; the server must "
                         "not run.")
        ->callback([&chosen] {
            chosen = [](const Config& config) {
                try {
                    return rotate(config);
                } catch (const boost::system::system_error& error) {  // The database is away.
                    return refuse(error.what());
                }
            };
        });
}

}  // namespace freshet::app
