#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::accounts {

/// Why an act on an account is refused.
enum class Errc {
    invalid_fields = 1,  // The Refusal says which, and why.
    username_taken,
    email_taken,
    wrong_credentials,  // Unknown e-mail or wrong password: which of them is nobody's business.
    account_disabled,
    token_invalid,  // Not one of ours, or altered.
    token_expired,
    session_ended,        // Signed out, revoked or expired; or its user is gone or disabled.
    refresh_reused,       // An old refresh token came back: the session has been revoked.
    two_factor_required,  // The password is right, and a code is asked for beside it.
    challenge_invalid,    // Not ours, too old, used up, or from before the password was changed.
    wrong_code,
    too_many_codes,  // Wrong ones: none is taken for a while.
    too_many_passwords,
    two_factor_on,   // What was asked for is for users without two-factor.
    two_factor_off,  // Likewise, with.
    not_confirmed,   // The caller's own password is wrong.
    too_many_tokens,
    no_admin,  // API_TOKEN acts as the first admin, and there is none.
    invite_invalid,
    setup_code_wrong,
    setup_done,  // There is an admin.
    user_not_found,
    last_admin,              // Somebody must be left who can administer.
    own_role,                // Nobody changes the own role.
    current_password_wrong,  // Likewise, where a new one, or a new address, comes with it.
    reset_token_invalid,     // Unknown, used, replaced by a newer one, or too old.
    verify_token_invalid,    // Likewise.
    session_not_found,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::accounts

template <>
struct boost::system::is_error_code_enum<freshet::accounts::Errc> : std::true_type {};
