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
    session_ended,   // Signed out, revoked or expired; or its user is gone or disabled.
    refresh_reused,  // An old refresh token came back: the session has been revoked.
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::accounts

template <>
struct boost::system::is_error_code_enum<freshet::accounts::Errc> : std::true_type {};
