#include "app/migrate.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

#include <fmt/format.h>

#include "app/data_dir.hpp"
#include "base/clock.hpp"
#include "store/sql/schema.hpp"

namespace freshet::app {

namespace {

constexpr int exit_pending = 3;

int refuse(const std::string& why) {
    std::fputs(fmt::format("freshet: {}\n", why).c_str(), stderr);
    return 1;
}

}  // namespace

int run_migrate(const Config& config) {
    // A server that runs on this folder would find its schema changed under it.
    const auto data_dir = DataDir::open(config.data_dir);
    if (!data_dir) return refuse(data_dir.error());
    const auto done = sql::upgrade_schema({.url = database_url(config)});
    if (!done) return refuse(done.error());
    for (const auto& name : *done) std::puts(("applied " + name).c_str());
    if (done->empty()) std::puts("nothing to apply");
    return 0;
}

int run_migrate_status(const Config& config) {
    const auto states = sql::schema_states({.url = database_url(config), .patience = {}});
    if (!states) return refuse(states.error());
    for (const auto& [name, applied_at] : *states) {
        const auto state = applied_at ? "applied " + to_rfc3339(*applied_at) : "pending";
        std::puts(fmt::format("{:<32} {}", name, state).c_str());
    }
    const bool is_newest = std::ranges::all_of(
        *states, [](const auto& state) { return state.applied_at.has_value(); });
    return is_newest ? 0 : exit_pending;
}

}  // namespace freshet::app
