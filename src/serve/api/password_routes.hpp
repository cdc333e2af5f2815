#pragma once

#include <string>

#include "accounts/accounts.hpp"
#include "accounts/email_verification.hpp"
#include "accounts/passwords.hpp"
#include "accounts/rules.hpp"
#include "serve/api/operation.hpp"

namespace freshet::api {

struct ChangePasswordRequest {
    std::string current_password;
    std::string new_password;
    std::optional<bool> revoke_tokens;

    static constexpr json::Rule rules[] = {
        {.field = "currentPassword", .example = "correct horse", .format = "password"},
        {.field = "newPassword",
         .example = "battery staple",
         .format = "password",
         .length_min = accounts::Limits::password_min,
         .length_max = accounts::Limits::password_max},
        {.field = "revokeTokens",
         .about = "Whether the caller's API tokens go too: `true` when absent.",
         .example = "false"},
    };
};
BOOST_DESCRIBE_STRUCT(ChangePasswordRequest, (), (current_password, new_password, revoke_tokens))

struct ForgotPasswordRequest {
    std::string email;

    static constexpr json::Rule rules[] = {{.field = "email",
                                            .example = "ada@example.org",
                                            .format = "email",
                                            .length_min = 1,
                                            .length_max = accounts::Limits::email_max}};
};
BOOST_DESCRIBE_STRUCT(ForgotPasswordRequest, (), (email))

/// What is no address is nobody's, and whoever mistyped it waits for no letter.
void validate(const ForgotPasswordRequest& input, json::Issues& issues);

struct ResetPasswordRequest {
    std::string token;
    std::string password;

    static constexpr json::Rule rules[] = {
        {.field = "token",
         .about = "Out of the link that was sent.",
         .example = "n0rUcCEvYDRmBBxYdCkSkJ0Q3pJl2sQdVQm7b7b3lX0",
         .length_min = 1,
         .length_max = 100},
        {.field = "password",
         .example = "battery staple",
         .format = "password",
         .length_min = accounts::Limits::password_min,
         .length_max = accounts::Limits::password_max},
    };
};
BOOST_DESCRIBE_STRUCT(ResetPasswordRequest, (), (token, password))

struct VerifyEmailRequest {
    std::string token;

    static constexpr json::Rule rules[] = {
        {.field = "token",
         .about = "Out of the link that was sent.",
         .example = "n0rUcCEvYDRmBBxYdCkSkJ0Q3pJl2sQdVQm7b7b3lX0",
         .length_min = 1,
         .length_max = 100},
    };
};
BOOST_DESCRIBE_STRUCT(VerifyEmailRequest, (), (token))

/// Passwords changed and forgotten, and addresses proved. Used by all io threads at once; what it
/// refers to outlives it.
class PasswordRoutes {
public:
    PasswordRoutes(accounts::Accounts& accounts, accounts::Passwords& passwords,
                   accounts::EmailVerification& verification)
        : accounts_(accounts), passwords_(passwords), verification_(verification) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, PasswordRoutes* self);

private:
    asio::awaitable<Reply<Message>> change(Call call, ChangePasswordRequest input);
    asio::awaitable<Reply<Message>> forgot(Call call, ForgotPasswordRequest input);
    asio::awaitable<Reply<Message>> reset(Call call, ResetPasswordRequest input);
    asio::awaitable<Reply<Message>> verify(Call call, VerifyEmailRequest input);
    asio::awaitable<Reply<Message>> send_verification(Call call, Nothing);

    accounts::Accounts& accounts_;
    accounts::Passwords& passwords_;
    accounts::EmailVerification& verification_;
};

}  // namespace freshet::api
