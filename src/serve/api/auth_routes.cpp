#include "serve/api/auth_routes.hpp"

#include <algorithm>
#include <utility>

#include "accounts/error.hpp"
#include "accounts/rules.hpp"
#include "channels/error.hpp"

namespace freshet::api {

using Accounts = accounts::Errc;
using enum http::Method;

void validate(const RegisterRequest& input, json::Issues& issues) {
    issues.add(accounts::check(accounts::trimmed(
        {.username = input.username, .email = input.email, .password = input.password})));
}

AuthRoutes::AuthRoutes(RegistrationPolicy policy, Parts parts, const RefreshCookie& cookie,
                       const Presenter& presenter, WallClock clock)
    : policy_(policy),
      accounts_(parts.accounts),
      two_factor_(parts.two_factor),
      invites_(parts.invites),
      channels_(parts.channels),
      greet_(std::move(parts.greet)),
      cookie_(cookie),
      presenter_(presenter),
      clock_(std::move(clock)) {}

namespace {

std::vector<ErrorCode> reasons_of_registration() {
    return {Accounts::username_taken, Accounts::email_taken, Errc::registration_closed,
            Errc::invite_required, Accounts::invite_invalid};
}

}  // namespace

void AuthRoutes::describe(Table& table, AuthRoutes* self) {
    table.add({.method = post,
               .path = "/api/auth/register",
               .id = "register",
               .tag = "Auth",
               .summary = "Make an account with its channel, and sign in",
               .scope = Scope::anyone,
               .success = 201,
               .reasons = reasons_of_registration(),
               .rate_limit = RateLimit::auth,
               .takes_cookie = true,
               .changes_lists = true},
              self, &AuthRoutes::register_user);
    table.add({.method = post,
               .path = "/api/auth/login",
               .id = "login",
               .tag = "Auth",
               .summary = "Sign in",
               .scope = Scope::anyone,
               .reasons = {Accounts::wrong_credentials, Accounts::two_factor_required,
                           Accounts::account_disabled},
               .rate_limit = RateLimit::auth,
               .takes_cookie = true},
              self, &AuthRoutes::login);
    table.add({.method = post,
               .path = "/api/auth/refresh",
               .id = "refresh",
               .tag = "Auth",
               .summary = "Get a new access token and the next refresh token",
               .scope = Scope::anyone,
               .reasons = {Errc::unauthenticated, Accounts::token_invalid, Accounts::session_ended,
                           Accounts::refresh_reused},
               .takes_cookie = true},
              self, &AuthRoutes::refresh);
    table.add({.method = post,
               .path = "/api/auth/logout",
               .id = "logout",
               .tag = "Auth",
               .summary = "End this session",
               .scope = Scope::anyone,
               .takes_cookie = true},
              self, &AuthRoutes::logout);
    table.add({.path = "/api/auth/me",
               .id = "getSignedIn",
               .tag = "Auth",
               .summary = "Who is signed in",
               .scope = Scope::user,
               .reasons = {Accounts::session_ended}},
              self, &AuthRoutes::me);
    table.add({.path = "/api/users/me",
               .id = "getMe",
               .tag = "Users",
               .summary = "The caller's own account",
               .scope = Scope::user,
               .reasons = {Accounts::session_ended}},
              self, &AuthRoutes::me);
    table.add({.path = "/api/users/:id",
               .id = "getUser",
               .tag = "Users",
               .summary = "A user by id or username",
               .reasons = {Errc::not_found}},
              self, &AuthRoutes::user);
    table.add({.path = "/api/auth/stream-key",
               .id = "getMyStreamKey",
               .tag = "Auth",
               .summary = "The stream key of the caller's default channel",
               .scope = Scope::user,
               .reasons = {channels::Errc::channel_not_found}},
              self, &AuthRoutes::stream_key);
}

asio::awaitable<Answer<accounts::SignedIn>> AuthRoutes::make_account(RegisterRequest input,
                                                                     accounts::Client client) {
    accounts::Registration registration{
        .username = input.username, .email = input.email, .password = input.password};
    switch (policy_) {
        case RegistrationPolicy::closed: co_return refuse(Errc::registration_closed);
        case RegistrationPolicy::open: break;
        case RegistrationPolicy::invite: {
            if (!input.invite) co_return refuse(Errc::invite_required);
            accounts::Invites::Invited invited{.registration = std::move(registration),
                                               .code = *std::move(input.invite)};
            co_return co_await invites_.register_user(std::move(invited), std::move(client));
        }
    }
    co_return co_await accounts_.register_user(std::move(registration), std::move(client));
}

asio::awaitable<Reply<SessionView>> AuthRoutes::register_user(Call call, RegisterRequest input) {
    const auto delivery = input.token_delivery.value_or(TokenDelivery::cookie);
    accounts::Client client{.ip = call.peer_ip, .user_agent = call.user_agent};
    auto signed_in = co_await make_account(std::move(input), std::move(client));
    if (!signed_in) co_return std::unexpected(signed_in.error());
    if (greet_) greet_(signed_in->user, std::string(code(call.language)));
    co_return co_await welcome_new(std::move(call), *std::move(signed_in), delivery);
}

asio::awaitable<Reply<SessionView>> AuthRoutes::login(Call call, LoginRequest input) {
    accounts::Credentials credentials{.email = input.email, .password = input.password};
    accounts::Client client{.ip = call.peer_ip, .user_agent = call.user_agent};
    auto step = co_await two_factor_.begin(std::move(credentials), std::move(client));
    if (!step) co_return std::unexpected(step.error());
    if (auto* challenge = std::get_if<std::string>(&*step)) {
        Reply<SessionView> reply(fail(Accounts::two_factor_required));
        reply.challenge = std::move(*challenge);
        co_return reply;
    }
    auto signed_in = std::get<accounts::SignedIn>(*std::move(step));
    co_return co_await welcome(std::move(call), std::move(signed_in),
                               input.token_delivery.value_or(TokenDelivery::cookie));
}

asio::awaitable<Reply<SessionView>> AuthRoutes::refresh(Call call, RefreshRequest input) {
    const auto came_by = input.refresh_token ? TokenDelivery::body : TokenDelivery::cookie;
    const std::string token = input.refresh_token.value_or(call.refresh_cookie);
    if (token.empty()) co_return fail(Errc::unauthenticated);

    auto signed_in = co_await accounts_.refresh(token);
    if (!signed_in) {
        Reply<SessionView> refused(std::unexpected(signed_in.error()));
        if (came_by == TokenDelivery::cookie) {
            refused.headers.emplace_back("Set-Cookie", cookie_.forget(call));
        }
        co_return refused;
    }
    co_return co_await welcome(std::move(call), *std::move(signed_in),
                               input.token_delivery.value_or(came_by));
}

asio::awaitable<Reply<Message>> AuthRoutes::logout(Call call, LogoutRequest input) {
    if (call.caller) co_await accounts_.sign_out(call.caller->session);
    if (input.refresh_token) co_await accounts_.sign_out(*std::move(input.refresh_token));
    if (!call.refresh_cookie.empty()) co_await accounts_.sign_out(call.refresh_cookie);

    Reply<Message> reply(Message{sentence(call.language, "signed_out.message").value_or("")});
    reply.headers.emplace_back("Set-Cookie", cookie_.forget(call));
    co_return reply;
}

asio::awaitable<Reply<UserView>> AuthRoutes::me(Call call, Nothing) {
    auto user = co_await accounts_.find(call.who().user);
    if (!user) co_return fail(Accounts::session_ended);
    auto view = co_await presenter_.user(*std::move(user), std::move(call));
    co_return view;
}

asio::awaitable<Reply<UserView>> AuthRoutes::user(Call call, ById input) {
    auto user = co_await accounts_.find(std::move(input.id));
    if (!user || !user->is_active) co_return fail(Errc::not_found);
    co_return co_await presenter_.user(*std::move(user), std::move(call));
}

asio::awaitable<Reply<StreamKeyView>> AuthRoutes::stream_key(Call call, Nothing) {
    const auto channel = co_await channels_.default_of(call.who().user);
    if (!channel) co_return fail(channels::Errc::channel_not_found);
    co_return StreamKeyView{channels_.stream_key(*channel)};
}

asio::awaitable<Reply<SessionView>> AuthRoutes::welcome(Call call, accounts::SignedIn signed_in,
                                                        TokenDelivery delivery) const {
    call.caller = accounts::Caller{.user = signed_in.user.id,
                                   .username = signed_in.user.username,
                                   .role = signed_in.user.role,
                                   .session = signed_in.session};
    auto user = co_await presenter_.user(std::move(signed_in.user), call);
    SessionView view{.token = std::move(signed_in.access_token),
                     .user = std::move(user),
                     .expires_in = static_cast<std::uint64_t>(
                         std::max<std::int64_t>(signed_in.access_life.count(), 0))};
    if (delivery == TokenDelivery::body) {
        view.refresh_token = std::move(signed_in.refresh_token);
        co_return view;
    }
    const auto life =
        std::chrono::floor<std::chrono::seconds>(signed_in.refresh_expires_at - clock_());
    Reply<SessionView> reply(view);
    reply.headers.emplace_back("Set-Cookie", cookie_.keep(call, signed_in.refresh_token, life));
    co_return reply;
}

asio::awaitable<Reply<SessionView>> AuthRoutes::welcome_new(Call call, accounts::SignedIn signed_in,
                                                            TokenDelivery delivery) const {
    const auto location = "/api/users/" + to_string(signed_in.user.id);
    auto reply = co_await welcome(std::move(call), std::move(signed_in), delivery);
    reply.status = 201;
    reply.headers.emplace_back("Location", location);
    co_return reply;
}

}  // namespace freshet::api
