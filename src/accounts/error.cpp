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
