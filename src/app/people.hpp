#pragma once

#include "accounts/accounts.hpp"
#include "accounts/administration.hpp"
#include "accounts/api_tokens.hpp"
#include "accounts/first_admin.hpp"
#include "accounts/invites.hpp"
#include "accounts/password_hasher.hpp"
#include "accounts/two_factor.hpp"
#include "app/config.hpp"
#include "channels/channels.hpp"
#include "channels/stream_keys.hpp"
#include "site/audit.hpp"
#include "store/secrets.hpp"
#include "store/sql/accounts_repository.hpp"
#include "store/sql/administration_repository.hpp"
#include "store/sql/api_tokens_repository.hpp"
#include "store/sql/audit_repository.hpp"
#include "store/sql/channels_repository.hpp"
#include "store/sql/database.hpp"
#include "store/sql/invites_repository.hpp"
#include "store/sql/two_factor_repository.hpp"

namespace freshet::app {

/// Who is who, and who may do what: what the server and the commands of an operator have in common,
/// put together. What it is made of outlives it.
struct People {
    /// What differs between the two.
    struct Ways {
        accounts::Offload offload;  // How passwords are hashed.
        accounts::RefusedSignIn on_refused{};
        accounts::RemoveUser remove_user{};
    };

    People(const Config& config, const store::Secrets& secrets, sql::Database& database, Ways ways);

    sql::AccountsRepository account_rows;
    sql::ChannelsRepository channel_rows;
    sql::TwoFactorRepository two_factor_rows;
    sql::ApiTokensRepository api_token_rows;
    sql::InvitesRepository invite_rows;
    sql::AdministrationRepository administration_rows;
    sql::AuditRepository audit_rows;

    channels::StreamKeys keys;
    channels::Channels channels;
    accounts::PasswordHasher hasher;
    accounts::Accounts accounts;
    accounts::TwoFactor two_factor;
    accounts::ApiTokens api_tokens;
    accounts::Invites invites;
    accounts::FirstAdmin first_admin;
    accounts::Administration administration;
    site::Audit audit;
};

}  // namespace freshet::app
