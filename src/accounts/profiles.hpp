#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "accounts/email_verification.hpp"
#include "accounts/passwords.hpp"
#include "accounts/rules.hpp"
#include "accounts/user.hpp"
#include "base/clock.hpp"
#include "base/field_errors.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

namespace freshet::accounts {

/// Where profiles are kept; promises as accounts::Repository.
class ProfileRepository {
public:
    virtual ~ProfileRepository() = default;

    virtual asio::awaitable<std::optional<User>> find(UserId id) = 0;

    /// Errc::user_not_found, Errc::username_taken (a handle of somebody else's channel counts
    /// too), Errc::email_taken. Another address is not verified, and voids what was sent to the old
    /// one.
    virtual asio::awaitable<Result<User>> change(UserId id, ProfileChange change, WallTime now) = 0;
};

/// Who changes what of whom.
struct ProfileEdit {
    UserId editor;
    UserId subject;
    ProfileChange change{};
    std::optional<std::string> current_password{};  // The editor's; for another address.
    std::string language = "en";                    // Of a letter to that address.
};

/// What people say of themselves. Used by all io threads at once; what it refers to outlives it.
/// Reasons of refusal are accounts::Errc.
class Profiles {
public:
    Profiles(ProfileRepository& repository, Passwords& passwords, EmailVerification& verification,
             WallClock clock)
        : repository_(repository),
          passwords_(passwords),
          verification_(verification),
          clock_(std::move(clock)) {}

    /// The user as it is then. Handles of channels stay. That the editor may do this is the
    /// caller's to know.
    asio::awaitable<Answer<User>> edit(ProfileEdit edit);

private:
    asio::awaitable<Answer<void>> prove(ProfileEdit edit) const;

    ProfileRepository& repository_;
    Passwords& passwords_;
    EmailVerification& verification_;
    WallClock clock_;
};

}  // namespace freshet::accounts
