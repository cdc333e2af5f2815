#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "accounts/accounts.hpp"
#include "accounts/invites.hpp"
#include "accounts/two_factor.hpp"
#include "channels/channels.hpp"
#include "serve/api/account_parts.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/refresh_cookie.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"

namespace freshet::api {

/// Who may make an account.
enum class RegistrationPolicy : std::uint8_t { open, invite, closed };
BOOST_DESCRIBE_ENUM(RegistrationPolicy, open, invite, closed)

/// How a client wants its refresh token: browsers as a cookie, others in the reply.
enum class TokenDelivery : std::uint8_t { cookie, body };
BOOST_DESCRIBE_ENUM(TokenDelivery, cookie, body)

struct SessionView {
    std::string token;
    UserView user;
    std::uint64_t expires_in = 0;
    json::Omittable<std::string> refresh_token{};

    static constexpr json::Rule rules[] = {
        {.field = "token",
         .about = "For `Authorization: Bearer`.",
         .example = "eyJhbGciOiJIUzI1NiJ9.e30.c2ln"},
        {.field = "expiresIn",
         .about = "Seconds until the token must be refreshed.",
         .example = "3600"},
        {.field = "refreshToken",
         .about = "With `tokenDelivery` `body`; else it is an HttpOnly cookie.",
         .example = "AZxg1F5odKqD"},
    };
};
BOOST_DESCRIBE_STRUCT(SessionView, (), (token, user, expires_in, refresh_token))

struct RegisterRequest {
    std::string username;
    std::string email;
    std::string password;
    std::optional<std::string> invite;
    std::optional<TokenDelivery> token_delivery;

    static constexpr json::Rule rules[] = {
        rules::username,
        rules::email,
        rules::new_password,
        {.field = "invite",
         .about = "Where registration is by invite: its code.",
         .example = "mzxw6ytboi2dkmrxga3tqojq",
         .length_max = 100},
        rules::token_delivery,
    };
};
BOOST_DESCRIBE_STRUCT(RegisterRequest, (), (username, email, password, invite, token_delivery))
void validate(const RegisterRequest& input, json::Issues& issues);

struct LoginRequest {
    std::string email;
    std::string password;
    std::optional<TokenDelivery> token_delivery;

    static constexpr json::Rule rules[] = {
        {.field = "email", .example = "ada@example.org", .format = "email"},
        {.field = "password", .example = "correct horse", .format = "password"},
        rules::token_delivery,
    };
};
BOOST_DESCRIBE_STRUCT(LoginRequest, (), (email, password, token_delivery))

struct RefreshRequest {
    std::optional<std::string> refresh_token;
    std::optional<TokenDelivery> token_delivery;

    static constexpr json::Rule rules[] = {
        {.field = "refreshToken",
         .about = "When absent, the cookie is used.",
         .example = "AZxg1F5odKqD"},
        {.field = "tokenDelivery",
         .about = "When absent, the way by which the token came.",
         .example = "body"},
    };
};
BOOST_DESCRIBE_STRUCT(RefreshRequest, (), (refresh_token, token_delivery))

struct LogoutRequest {
    std::optional<std::string> refresh_token;

    static constexpr json::Rule rules[] = {
        {.field = "refreshToken",
         .about = "For clients without cookies.",
         .example = "AZxg1F5odKqD"},
    };
};
BOOST_DESCRIBE_STRUCT(LogoutRequest, (), (refresh_token))

/// Signing up, in and out. Used by all io threads at once; what it refers to outlives it.
class AuthRoutes {
public:
    struct Parts {
        accounts::Accounts& accounts;
        accounts::TwoFactor& two_factor;
        accounts::Invites& invites;
        channels::Channels& channels;
        Greet greet;
    };

    AuthRoutes(RegistrationPolicy policy, Parts parts, const RefreshCookie& cookie,
               const Presenter& presenter, WallClock clock);

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, AuthRoutes* self);

    /// The reply to who has just signed in, with the refresh token delivered.
    asio::awaitable<Reply<SessionView>> welcome(Call call, accounts::SignedIn signed_in,
                                                TokenDelivery delivery) const;

    /// The same for who has just got an account.
    asio::awaitable<Reply<SessionView>> welcome_new(Call call, accounts::SignedIn signed_in,
                                                    TokenDelivery delivery) const;

private:
    asio::awaitable<Reply<SessionView>> register_user(Call call, RegisterRequest input);
    asio::awaitable<Reply<SessionView>> login(Call call, LoginRequest input);
    asio::awaitable<Reply<SessionView>> refresh(Call call, RefreshRequest input);
    asio::awaitable<Reply<Message>> logout(Call call, LogoutRequest input);
    asio::awaitable<Reply<UserView>> me(Call call, Nothing);
    asio::awaitable<Reply<UserView>> user(Call call, ById input);
    asio::awaitable<Reply<StreamKeyView>> stream_key(Call call, Nothing);

    asio::awaitable<Answer<accounts::SignedIn>> make_account(RegisterRequest input,
                                                             accounts::Client client);

    RegistrationPolicy policy_;
    accounts::Accounts& accounts_;
    accounts::TwoFactor& two_factor_;
    accounts::Invites& invites_;
    channels::Channels& channels_;
    Greet greet_;
    const RefreshCookie& cookie_;
    const Presenter& presenter_;
    WallClock clock_;
};

}  // namespace freshet::api
