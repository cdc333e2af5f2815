#pragma once

#include <functional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/clock.hpp"
#include "serve/api/auth_routes.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/public_urls.hpp"
#include "serve/api/subscription_views.hpp"

namespace freshet::api {

enum class Health : std::uint8_t { ok, degraded, down };
BOOST_DESCRIBE_ENUM(Health, ok, degraded, down)

/// How one dependency is; `off`: not configured, so nothing needs it.
enum class DependencyHealth : std::uint8_t { ok, down, off };
BOOST_DESCRIBE_ENUM(DependencyHealth, ok, down, off)

struct HealthReportView {
    Health status = Health::ok;
    DependencyHealth database = DependencyHealth::ok;
    DependencyHealth redis = DependencyHealth::off;
    DependencyHealth object_store = DependencyHealth::off;
    std::uint64_t uptime = 0;

    static constexpr json::Rule rules[] = {
        {.field = "uptime", .about = "Seconds.", .example = "86400"}};
};
BOOST_DESCRIBE_STRUCT(HealthReportView, (), (status, database, redis, object_store, uptime))

struct StateView {
    Health status = Health::ok;
};
BOOST_DESCRIBE_STRUCT(StateView, (), (status))

struct InstanceView {
    std::string name;
    std::string version;
    RegistrationPolicy registration = RegistrationPolicy::open;
    std::string rtmp_url;
    std::vector<community::Tier> tiers;
    WallTime server_time;

    static constexpr json::Rule rules[] = {
        {.field = "name", .example = "Freshet"},
        {.field = "version", .example = "1.0.0"},
        {.field = "rtmpUrl",
         .about = "What an encoder is given as its server.",
         .example = "rtmp://tv.example:1935/live"},
        {.field = "tiers",
         .about = "Those that can be subscribed to; none where nobody takes payments.",
         .example = R"(["basic","pro"])"},
        {.field = "serverTime",
         .about = "For a client that wants to know how far its clock is off."},
    };
};
BOOST_DESCRIBE_STRUCT(InstanceView, (), (name, version, registration, rtmp_url, tiers, server_time))

/// Asks one dependency whether it serves. Does not throw. Empty: not configured.
using Probe = std::function<asio::awaitable<bool>()>;

struct Probes {
    Probe database{};
    Probe redis{};
    Probe object_store{};
};

/// The program itself: its health, its facts for everybody, and its description.
class SystemRoutes {
public:
    struct Config {
        std::string version;
        RegistrationPolicy registration = RegistrationPolicy::open;
        std::vector<community::Tier> tiers{};
    };

    /// `description` is the OpenAPI document.
    SystemRoutes(Config config, Probes probes, const PublicUrls& urls, WallClock clock,
                 std::string description);

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, SystemRoutes* self);

private:
    asio::awaitable<Reply<HealthReportView>> health(Call call, Nothing);
    asio::awaitable<Reply<StateView>> alive(Call call, Nothing);
    asio::awaitable<Reply<StateView>> ready(Call call, Nothing);
    asio::awaitable<Reply<InstanceView>> instance(Call call, Nothing);
    asio::awaitable<Reply<RawJson>> openapi(Call call, Nothing);

    Config config_;
    Probes probes_;
    const PublicUrls& urls_;
    WallClock clock_;
    WallTime started_at_;
    std::string description_;
};

}  // namespace freshet::api
