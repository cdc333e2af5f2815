#include "app/people.hpp"

#include <utility>

#include "app/sections.hpp"

namespace freshet::app {

namespace {

accounts::Config with(accounts::Config config, accounts::RefusedSignIn on_refused) {
    config.on_refused = std::move(on_refused);
    return config;
}

}  // namespace

People::People(const Config& config, const store::Secrets& secrets, sql::Database& database,
               Ways ways)
    : account_rows(database),
      channel_rows(database),
      two_factor_rows(database),
      api_token_rows(database),
      invite_rows(database),
      administration_rows(database),
      audit_rows(database),
      keys(secrets.secret_key),
      channels(channel_rows, keys, wall_now, config.channels),
      hasher({}, std::move(ways.offload)),
      accounts(
          with(accounts_config(config, secrets), ways.on_refused), account_rows, hasher,
          [this](ChannelId id) { return keys.hash(keys.derive(id, 1)); }, wall_now),
      two_factor({.secret_key = secrets.secret_key,
                  .jwt_secret = secrets.jwt_secret,
                  .on_refused = std::move(ways.on_refused)},
                 two_factor_rows, accounts, hasher, wall_now),
      api_tokens({.fixed = config.api_token}, api_token_rows, wall_now),
      invites(invite_rows, accounts, wall_now),
      first_admin({.administration = administration_rows,
                   .users = account_rows,
                   .accounts = accounts,
                   .hasher = hasher},
                  wall_now),
      administration(administration_rows, std::move(ways.remove_user), wall_now),
      audit(audit_rows, wall_now) {}

}  // namespace freshet::app
