#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "accounts/accounts.hpp"
#include "base/audit_entry.hpp"
#include "base/clock.hpp"
#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"

namespace freshet::accounts {

/// The right to make accounts where registration is by invite.
struct Invite {
    InviteId id;
    std::string email;  // The one that may use it; empty: anybody.
    std::uint32_t uses = 1;
    std::uint32_t uses_left = 1;
    UserId created_by;
    WallTime created_at;
    std::optional<WallTime> expires_at;

    bool operator==(const Invite&) const = default;
};

/// Where invites are kept; promises as accounts::Repository.
class InviteRepository {
public:
    virtual ~InviteRepository() = default;

    struct NewInvite {
        Invite invite;
        std::string code_hash;
        AuditEntry entry;
    };
    virtual asio::awaitable<void> create(NewInvite draft) = 0;

    /// The newest first; used up and expired ones too.
    virtual asio::awaitable<Paged<Invite>> list(Page page) = 0;

    /// False: there is none.
    virtual asio::awaitable<bool> remove(InviteId id, AuditEntry entry, WallTime now) = 0;

    /// Takes one use, and makes the user; both or none. Errc::invite_invalid, and those of
    /// Repository::create.
    virtual asio::awaitable<Result<void>> register_user(NewUser draft, std::string code_hash) = 0;
};

/// An invite to be made.
struct InviteWish {
    std::string email{};
    std::uint32_t uses = 1;
    std::optional<WallTime> expires_at{};
};

struct MadeInvite {
    Invite invite;
    std::string code;  // Shown this once; the database has its SHA-256.
};

/// Invites, and registration by them. Used by all io threads at once; what it refers to outlives
/// it.
class Invites {
public:
    Invites(InviteRepository& repository, Accounts& accounts, WallClock clock);

    /// `entry` says who makes it.
    asio::awaitable<MadeInvite> create(UserId creator, InviteWish wish, AuditEntry entry);
    asio::awaitable<Paged<Invite>> list(Page page);
    asio::awaitable<bool> remove(InviteId id, AuditEntry entry);

    struct Invited {
        Registration registration;
        std::string code;
    };
    /// Makes the user as Accounts::register_user does. Errc::invite_invalid beside its reasons.
    asio::awaitable<Answer<SignedIn>> register_user(Invited invited, Client client);

private:
    InviteRepository& repository_;
    Accounts& accounts_;
    WallClock clock_;
};

}  // namespace freshet::accounts
