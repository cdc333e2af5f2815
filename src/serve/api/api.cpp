#include "serve/api/api.hpp"

#include <utility>

#include "serve/api/openapi.hpp"

namespace freshet::api {

namespace {

/// The groups of routes; with none of them the table describes only.
struct Groups {
    AuthRoutes* auth = nullptr;
    ChannelRoutes* channels = nullptr;
    StreamRoutes* streams = nullptr;
    SystemRoutes* system = nullptr;
};

/// Every route there is, in the order of the description.
Table table_of(const Groups& groups) {
    Table table;
    AuthRoutes::describe(table, groups.auth);
    ChannelRoutes::describe(table, groups.channels);
    StreamRoutes::describe(table, groups.streams);
    SystemRoutes::describe(table, groups.system);
    return table;
}

}  // namespace

Api::Api(Config config, Parts parts, Clocks clocks)
    : rate_limits_(config.rate_limits),
      cookie_({.public_url = config.urls.public_url, .client_urls = config.client_urls}),
      urls_(config.urls),
      presenter_(parts.channels, parts.live, urls_, clocks.wall),
      auth_(config.registration, parts.accounts, parts.channels, cookie_, presenter_, clocks.wall),
      channels_(parts.accounts, parts.channels, parts.live, presenter_),
      streams_(parts.channels, parts.broadcasts, presenter_),
      system_({.version = config.version, .registration = config.registration},
              std::move(parts.probes), urls_, clocks.wall, openapi_document()),
      table_(table_of({
          .auth = &auth_,
          .channels = &channels_,
          .streams = &streams_,
          .system = &system_,
      })),
      pipeline_({.admin_addresses = std::move(config.admin_addresses)}, parts.accounts,
                rate_limits_, cookie_, std::move(clocks.mono)) {}

std::string openapi_document() { return openapi_document(table_of({})); }

}  // namespace freshet::api
