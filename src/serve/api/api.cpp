#include "serve/api/api.hpp"

#include <utility>

#include "serve/api/openapi.hpp"

namespace freshet::api {

namespace {

/// Every route there is, in the order of the description.
Table table_of(AuthRoutes* auth, ChannelRoutes* channels, StreamRoutes* streams,
               SystemRoutes* system) {
    Table table;
    AuthRoutes::describe(table, auth);
    ChannelRoutes::describe(table, channels);
    StreamRoutes::describe(table, streams);
    SystemRoutes::describe(table, system);
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
      table_(table_of(&auth_, &channels_, &streams_, &system_)),
      pipeline_({.admin_addresses = std::move(config.admin_addresses)}, parts.accounts,
                rate_limits_, cookie_, std::move(clocks.mono)) {}

std::string openapi_document() {
    return openapi_document(table_of(nullptr, nullptr, nullptr, nullptr));
}

}  // namespace freshet::api
