#include "accounts/accounts.hpp"

#include <utility>

#include "accounts/error.hpp"
#include "base/names.hpp"

namespace freshet::accounts {

Accounts::Accounts(Config config, Repository& repository, PasswordHasher& hasher,
                   FirstKeyHash first_key_hash, WallClock clock)
    : config_(std::move(config)),
      repository_(repository),
      hasher_(hasher),
      first_key_hash_(std::move(first_key_hash)),
      clock_(std::move(clock)),
      access_tokens_(config_.jwt_secret, config_.access_life),
      refresh_tokens_(config_.jwt_secret),
      cache_({}) {}

asio::awaitable<Answer<NewUser>> Accounts::draft(Registration registration) {
    registration = trimmed(std::move(registration));
    if (auto errors = check(registration); !errors.empty()) {
        co_return std::unexpected(
            Refusal{.reason = Errc::invalid_fields, .fields = std::move(errors)});
    }
    auto password_hash = co_await hasher_.hash(std::move(registration.password));

    const auto now = clock_();
    const auto channel = ChannelId::make();
    co_return NewUser{.user = {.id = UserId::make(),
                               .username = registration.username,
                               .email = std::move(registration.email),
                               .display_name = registration.username,
                               .avatar_url = {},
                               .bio = {},
                               .created_at = now,
                               .updated_at = now,
                               .last_login_at = {}},
                      .password_hash = std::move(password_hash),
                      .channel = channel,
                      .handle = to_lower_ascii(registration.username),
                      .stream_key_hash = first_key_hash_(channel)};
}

asio::awaitable<Answer<SignedIn>> Accounts::register_user(Registration registration,
                                                          Client client) {
    auto drafted = co_await draft(std::move(registration));
    if (!drafted) co_return std::unexpected(drafted.error());
    auto made = *drafted;
    const auto created = co_await repository_.create(*std::move(drafted));
    if (!created) co_return refuse(created.error());
    co_return co_await welcome(std::move(made), std::move(client));
}

asio::awaitable<Answer<SignedIn>> Accounts::welcome(NewUser made, Client client) {
    auto opened = co_await open_session(
        {.user = std::move(made.user), .password_hash = std::move(made.password_hash)},
        std::move(client));
    if (!opened) co_return refuse(opened.error());
    co_return *std::move(opened);
}

asio::awaitable<Result<SignedIn>> Accounts::sign_in(Credentials credentials, Client client) {
    auto found = co_await verify(std::move(credentials), client);
    if (!found) co_return std::unexpected(found.error());
    if (found->has_two_factor) co_return fail(Errc::two_factor_required);
    co_return co_await open_session(*std::move(found), std::move(client));
}

asio::awaitable<Result<UserWithPassword>> Accounts::verify(Credentials credentials, Client client) {
    auto found = co_await repository_.find_by_email(std::string(trim_ascii(credentials.email)));
    // Nobody has an empty hash, and it takes as long as any: the time does not tell who has an
    // account.
    auto password_hash = found ? found->password_hash : std::string();
    const bool right =
        co_await hasher_.verify(std::move(credentials.password), std::move(password_hash));
    if (found && config_.on_refused && !(right && found->user.is_active)) {
        config_.on_refused(found->user, client);
    }
    if (!right) co_return fail(Errc::wrong_credentials);
    if (!found->user.is_active) co_return fail(Errc::account_disabled);
    co_return *std::move(found);
}

asio::awaitable<Result<SignedIn>> Accounts::open_session(UserWithPassword proven, Client client) {
    const auto now = clock_();
    const auto id = SessionId::make();
    Session session{.id = id,
                    .user = proven.user.id,
                    .client = std::move(client),
                    .generation = 1,
                    .refresh_hash = RefreshTokens::hash(refresh_tokens_.make(id, 1)),
                    .former_refresh_hash = {},
                    .rotated_at = now,
                    .created_at = now,
                    .expires_at = now + config_.refresh_life,
                    .revoked_at = {}};
    Opening opening{.session = session,
                    .password_hash = std::move(proven.password_hash),
                    .has_second_factor = proven.has_two_factor};
    const auto opened = co_await repository_.open_session(std::move(opening));
    if (!opened) co_return std::unexpected(opened.error());
    proven.user.last_login_at = now;
    co_return signed_in(std::move(proven.user), session);
}

SignedIn Accounts::signed_in(User user, const Session& session) const {
    const AccessClaims claims{.user = user.id, .session = session.id};
    return {.user = std::move(user),
            .session = session.id,
            .access_token = access_tokens_.issue(claims, clock_()),
            .access_life = access_tokens_.life(),
            .refresh_token = refresh_tokens_.make(session.id, session.generation),
            .refresh_expires_at = session.expires_at};
}

asio::awaitable<Result<SignedIn>> Accounts::refresh(std::string refresh_token) {
    const auto read = refresh_tokens_.read(refresh_token);
    if (!read) co_return std::unexpected(read.error());

    const auto now = clock_();
    const auto next = refresh_tokens_.make(read->session, read->presented.generation + 1);
    Rotation rotation{.session = read->session,
                      .presented = read->presented,
                      .next_hash = RefreshTokens::hash(next),
                      .now = now,
                      .expires_at = now + config_.refresh_life};
    auto rotated = co_await repository_.rotate(std::move(rotation));
    if (rotated.verdict == RefreshVerdict::reused) {
        cache_.forget(read->session);
        co_return fail(Errc::refresh_reused);
    }
    if (rotated.verdict == RefreshVerdict::ended || !rotated.found)
        co_return fail(Errc::session_ended);
    if (!rotated.found->user.is_active) co_return fail(Errc::account_disabled);
    co_return signed_in(std::move(rotated.found->user), rotated.found->session);
}

asio::awaitable<void> Accounts::sign_out(SessionId session) {
    co_await repository_.revoke_session(session, clock_());
    cache_.forget(session);
}

asio::awaitable<void> Accounts::sign_out(std::string refresh_token) {
    const auto read = refresh_tokens_.read(refresh_token);
    if (read) co_await sign_out(read->session);
}

asio::awaitable<Result<Caller>> Accounts::authenticate(std::string access_token) {
    const auto claims = access_tokens_.read(access_token, clock_());
    if (!claims) co_return std::unexpected(claims.error());
    co_return co_await caller_of(claims->session, claims->user);
}

asio::awaitable<Result<Caller>> Accounts::reconfirm(Caller caller) {
    return caller_of(caller.session, caller.user);
}

asio::awaitable<Result<Caller>> Accounts::caller_of(SessionId session, UserId user) {
    const auto now = clock_();
    auto found = cache_.find(session, now);
    if (!found) {
        found = co_await repository_.find_session(session);
        if (found) cache_.put(*found, now);
    }
    const bool is_theirs = found && found->user.id == user;
    if (!is_theirs || !found->session.is_open(now) || !found->user.is_active)
        co_return fail(Errc::session_ended);
    co_return Caller{.user = found->user.id,
                     .username = std::move(found->user.username),
                     .role = found->user.role,
                     .session = found->session.id};
}

asio::awaitable<std::optional<User>> Accounts::find(UserId id) { return repository_.find(id); }

asio::awaitable<std::optional<User>> Accounts::find(std::string id_or_username) {
    if (const auto id = UserId::parse(id_or_username)) return repository_.find(*id);
    return repository_.find_by_username(std::move(id_or_username));
}

}  // namespace freshet::accounts
