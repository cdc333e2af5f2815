#pragma once

#include <functional>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "accounts/repository.hpp"
#include "accounts/user.hpp"
#include "base/audit_entry.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/page.hpp"
#include "base/result.hpp"

namespace freshet::accounts {

/// Which users an admin wants to see.
struct UserFilter {
    std::string text{};  // In username, display name or e-mail, in any case; empty: any.
    std::optional<Role> role{};
    std::optional<bool> is_active{};
};

struct UserChange {
    std::optional<Role> role{};
    std::optional<bool> is_active{};
};

/// What admins do to rows of users; promises as accounts::Repository.
class AdministrationRepository {
public:
    virtual ~AdministrationRepository() = default;

    /// The newest first.
    virtual asio::awaitable<Paged<User>> list(UserFilter filter, Page page) = 0;

    virtual asio::awaitable<bool> has_admin() = 0;

    /// Whatever is asked for at once, an active admin is left: Errc::last_admin, user_not_found.
    /// Records each change under its own action.
    virtual asio::awaitable<Result<User>> change(UserId user, UserChange change, AuditEntry entry,
                                                 WallTime now) = 0;

    /// Revokes every session of a user, and every API token.
    virtual asio::awaitable<void> sign_out(UserId user, AuditEntry entry, WallTime now) = 0;

    /// Makes a user of any role: Repository::create with its record.
    virtual asio::awaitable<Result<void>> create(NewUser draft, AuditEntry entry) = 0;

    /// The same, if there is no admin yet: Errc::setup_done.
    virtual asio::awaitable<Result<void>> create_first_admin(NewUser draft, AuditEntry entry) = 0;
};

/// Takes a user's profile, channels and streams away. Empty: an account that is removed is only
/// disabled.
using RemoveUser = std::function<asio::awaitable<Result<void>>(UserId)>;

/// What admins may do to users, and nobody else. Effects are seen within a second, as old as
/// sessions may be in the cache. Used by all io threads at once; the repository outlives it.
class Administration {
public:
    Administration(AdministrationRepository& repository, RemoveUser remove_user, WallClock clock);

    asio::awaitable<Paged<User>> list(UserFilter filter, Page page);

    /// `entry.actor` does it. Errc::user_not_found, last_admin, own_role.
    asio::awaitable<Result<User>> change(UserId user, UserChange change, AuditEntry entry);

    /// The account is disabled first, so that the rule of the last admin holds here too.
    asio::awaitable<Result<void>> remove(UserId user, AuditEntry entry);

    asio::awaitable<void> sign_out(UserId user, AuditEntry entry);

private:
    AdministrationRepository& repository_;
    RemoveUser remove_user_;
    WallClock clock_;
};

}  // namespace freshet::accounts
