#include "accounts/error.hpp"

#include <string>

namespace freshet::accounts {

namespace {

class Category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "accounts"; }

    std::string message(int code) const override {
        switch (static_cast<Errc>(code)) {
            case Errc::invalid_fields: return "some fields are not valid";
            case Errc::username_taken: return "the username is taken";
            case Errc::email_taken: return "the e-mail address is taken";
            case Errc::wrong_credentials: return "unknown e-mail address or wrong password";
            case Errc::account_disabled: return "the account is disabled";
            case Errc::token_invalid: return "the token is not valid";
            case Errc::token_expired: return "the token has expired";
            case Errc::session_ended: return "the session has ended";
            case Errc::refresh_reused: return "an old refresh token was used again";
            case Errc::two_factor_required: return "a code of the second factor is asked for";
            case Errc::challenge_invalid: return "the sign-in must begin anew";
            case Errc::wrong_code: return "the code is wrong";
            case Errc::too_many_codes: return "too many wrong codes";
            case Errc::too_many_passwords: return "too many wrong passwords";
            case Errc::two_factor_on: return "two-factor sign-in is on";
            case Errc::two_factor_off: return "two-factor sign-in is off";
            case Errc::not_confirmed: return "the password is wrong";
            case Errc::too_many_tokens: return "too many API tokens";
            case Errc::no_admin: return "there is no admin for API_TOKEN";
            case Errc::invite_invalid: return "the invite is not valid";
            case Errc::setup_code_wrong: return "the setup code is wrong";
            case Errc::setup_done: return "there is an admin already";
            case Errc::user_not_found: return "there is no such user";
            case Errc::last_admin: return "the last admin must stay";
            case Errc::own_role: return "nobody changes the own role";
            case Errc::current_password_wrong: return "the current password is wrong";
            case Errc::reset_token_invalid: return "the reset token is not valid";
            case Errc::verify_token_invalid: return "the verification token is not valid";
            case Errc::session_not_found: return "there is no such session";
        }
        return "unknown";
    }
};

}  // namespace

ErrorCode make_error_code(Errc code) noexcept {
    static const Category category;
    return {static_cast<int>(code), category};
}

}  // namespace freshet::accounts
