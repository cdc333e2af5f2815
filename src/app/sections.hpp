#pragma once

#include "accounts/accounts.hpp"
#include "app/config.hpp"
#include "serve/api/api.hpp"
#include "serve/http/server.hpp"
#include "serve/rtmp/server.hpp"
#include "store/secrets.hpp"

namespace freshet::app {

// What each room is told of the configuration, in its own words.
api::Config api_config(const Config& config);
accounts::Config accounts_config(const Config& config, const store::Secrets& secrets);
http::Config http_config(const Config& config);
rtmp::Server::Config rtmp_config(const Config& config);

/// From where pages load what this program did not send them itself: a page that was opened by
/// another name than PUBLIC_URL shows pictures of that.
std::vector<std::string> media_origins(const Config& config);

}  // namespace freshet::app
