#pragma once

#include "accounts/invites.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Invites as rows. The database outlives it.
class InvitesRepository final : public accounts::InviteRepository {
public:
    explicit InvitesRepository(Database& database) : database_(database) {}

    asio::awaitable<void> create(NewInvite draft) override;
    asio::awaitable<Paged<accounts::Invite>> list(Page page) override;
    asio::awaitable<bool> remove(InviteId id, AuditEntry entry, WallTime now) override;
    asio::awaitable<Result<void>> register_user(accounts::NewUser draft,
                                                std::string code_hash) override;

private:
    Database& database_;
};

}  // namespace freshet::sql
