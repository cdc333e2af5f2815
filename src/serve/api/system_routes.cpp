#include "serve/api/system_routes.hpp"

#include <algorithm>
#include <utility>

namespace freshet::api {

namespace {

asio::awaitable<DependencyHealth> ask(Probe probe) {
    if (!probe) co_return DependencyHealth::off;
    const bool serves = co_await probe();
    co_return serves ? DependencyHealth::ok : DependencyHealth::down;
}

/// A row of a route that monitors ask often and that must answer when all else is limited.
Operation monitor(std::string_view path, std::string_view id, std::string_view summary) {
    return {.path = path,
            .id = id,
            .tag = "System",
            .summary = summary,
            .scope = Scope::anyone,
            .rate_limit = RateLimit::none};
}

}  // namespace

SystemRoutes::SystemRoutes(Config config, Probes probes, const PublicUrls& urls, WallClock clock,
                           std::string description)
    : config_(std::move(config)),
      probes_(std::move(probes)),
      urls_(urls),
      clock_(std::move(clock)),
      started_at_(clock_()),
      description_(std::move(description)) {}

void SystemRoutes::describe(Table& table, SystemRoutes* self) {
    auto ready = monitor("/health/ready", "getReadiness", "Whether requests can be served");
    ready.reasons = {Errc::unavailable};
    table.add(monitor("/health", "getHealth", "The program and what it depends on"), self,
              &SystemRoutes::health);
    table.add(monitor("/health/live", "getLiveness", "Whether the program runs"), self,
              &SystemRoutes::alive);
    table.add(std::move(ready), self, &SystemRoutes::ready);
    table.add({.path = "/api/instance",
               .id = "getInstance",
               .tag = "System",
               .summary = "What everybody may know of this server",
               .scope = Scope::anyone},
              self, &SystemRoutes::instance);
    table.add({.path = "/api/openapi.json",
               .id = "getOpenapi",
               .tag = "System",
               .summary = "This description",
               .scope = Scope::anyone},
              self, &SystemRoutes::openapi);
}

asio::awaitable<Reply<HealthReportView>> SystemRoutes::health(Call, Nothing) {
    const auto database = co_await ask(probes_.database);
    const auto redis = co_await ask(probes_.redis);
    const auto object_store = co_await ask(probes_.object_store);
    const auto up = std::chrono::floor<std::chrono::seconds>(clock_() - started_at_).count();
    HealthReportView view{.database = database,
                          .redis = redis,
                          .object_store = object_store,
                          .uptime = static_cast<std::uint64_t>(std::max<std::int64_t>(up, 0))};
    const auto is_down = [](DependencyHealth each) { return each == DependencyHealth::down; };
    if (is_down(redis) || is_down(object_store)) view.status = Health::degraded;
    if (is_down(database)) view.status = Health::down;
    co_return view;
}

asio::awaitable<Reply<StateView>> SystemRoutes::alive(Call, Nothing) { co_return StateView{}; }

asio::awaitable<Reply<StateView>> SystemRoutes::ready(Call, Nothing) {
    const auto database = co_await ask(probes_.database);
    if (database == DependencyHealth::down) co_return fail(Errc::unavailable);
    co_return StateView{};
}

asio::awaitable<Reply<InstanceView>> SystemRoutes::instance(Call call, Nothing) {
    co_return InstanceView{.name = "Freshet",
                           .version = config_.version,
                           .registration = config_.registration,
                           .rtmp_url = urls_.rtmp_base(call),
                           .tiers = config_.tiers,
                           .server_time = clock_()};
}

asio::awaitable<Reply<RawJson>> SystemRoutes::openapi(Call, Nothing) {
    co_return RawJson{description_};
}

}  // namespace freshet::api
