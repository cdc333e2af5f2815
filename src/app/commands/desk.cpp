#include "app/commands/desk.hpp"

#include <cstdio>

#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include "app/data_dir.hpp"
#include "app/explain.hpp"

namespace freshet::app {

namespace {

/// A command waits for its own hash, and has nothing else to do meanwhile.
asio::awaitable<void> run_here(std::move_only_function<void()> work) {
    work();
    co_return;
}

}  // namespace

Desk::Desk(const Config& config, const store::Secrets& secrets,
           std::unique_ptr<sql::Database> database)
    : database_(std::move(database)), people_(config, secrets, *database_, {.offload = run_here}) {}

std::expected<std::unique_ptr<Desk>, std::string> Desk::open(const Config& config) {
    if (auto made = DataDir::make(config.data_dir); !made) return std::unexpected(made.error());
    const auto secrets =
        store::complete_secrets({.secret_key = config.secret_key, .jwt_secret = config.jwt_secret},
                                (config.data_dir / "secrets.json").string());
    if (!secrets) return std::unexpected(secrets.error());
    auto database = sql::Database::open({.url = database_url(config), .readers = 1, .writers = 1});
    if (!database) return std::unexpected(database.error());
    std::unique_ptr<Desk> desk(new Desk(config, *secrets, std::move(*database)));
    const auto confirmed = desk->run(desk->people().channels.confirm_secret());
    if (!confirmed) return std::unexpected(std::string(other_secret));
    return desk;
}

int refuse(const std::string& why) {
    std::fputs(fmt::format("freshet: {}\n", why).c_str(), stderr);
    return 1;
}

int at_desk(const Config& config, const std::function<int(Desk&)>& work) {
    try {
        const auto desk = Desk::open(config);
        if (!desk) return refuse(desk.error());
        return work(**desk);
    } catch (const boost::system::system_error& error) {  // The database is away.
        return refuse(error.what());
    }
}

}  // namespace freshet::app
