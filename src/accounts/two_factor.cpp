#include "accounts/two_factor.hpp"

#include <utility>

#include "accounts/error.hpp"
#include "accounts/recovery_codes.hpp"
#include "accounts/totp.hpp"

namespace freshet::accounts {

namespace {

AuditEntry entry_of(const Actor& actor, std::string action) {
    return {.actor = actor.user,
            .action = std::move(action),
            .target = to_string(actor.user),
            .ip = actor.ip};
}

std::vector<std::string> hashes_of(const std::vector<std::string>& codes) {
    std::vector<std::string> hashes;
    for (const auto& code : codes) hashes.push_back(RecoveryCodes::hash(code).value());
    return hashes;
}

/// People type "123 456" as the app shows it.
std::string without_spaces(std::string code) {
    std::erase(code, ' ');
    return code;
}

}  // namespace

TwoFactor::TwoFactor(Config config, TwoFactorRepository& repository, Accounts& accounts,
                     PasswordHasher& hasher, WallClock clock)
    : config_(std::move(config)),
      repository_(repository),
      accounts_(accounts),
      hasher_(hasher),
      clock_(std::move(clock)),
      seal_(config_.secret_key),
      challenges_(config_.jwt_secret) {}

asio::awaitable<Result<FirstStep>> TwoFactor::begin(Credentials credentials, Client client) {
    auto found = co_await accounts_.verify(std::move(credentials), client);
    if (!found) co_return std::unexpected(found.error());
    auto challenge = challenges_.issue(found->user.id, found->password_hash, clock_());
    if (found->has_two_factor) co_return FirstStep(std::move(challenge));
    auto opened = co_await accounts_.open_session(*std::move(found), std::move(client));
    if (opened) co_return FirstStep(*std::move(opened));
    // Switched on while the password was being checked.
    if (opened.error() == Errc::two_factor_required) co_return FirstStep(std::move(challenge));
    co_return std::unexpected(opened.error());
}

asio::awaitable<Result<SignedIn>> TwoFactor::finish(SecondStep step, Client client) {
    const auto challenge = challenges_.read(step.challenge, clock_());
    if (!challenge) co_return std::unexpected(challenge.error());
    auto state = co_await find(challenge->user);
    // Who has no second factor any more, or another password, begins anew.
    if (!state || Challenges::mark_of(state->password_hash) != challenge->password_mark) {
        co_return fail(Errc::challenge_invalid);
    }
    if (!state->user.is_active) co_return fail(Errc::account_disabled);

    const Actor actor{.user = challenge->user, .ip = client.ip};
    const auto checked = co_await check_code(*state, std::move(step.code), actor, *challenge);
    if (!checked) {
        if (config_.on_refused) config_.on_refused(state->user, client);
        co_return std::unexpected(checked.error());
    }
    UserWithPassword proven{.user = std::move(state->user),
                            .password_hash = std::move(state->password_hash),
                            .has_two_factor = true};
    co_return co_await accounts_.open_session(std::move(proven), std::move(client));
}

asio::awaitable<TwoFactorStatus> TwoFactor::status(UserId user) {
    const auto state = co_await find(user);
    if (!state) co_return TwoFactorStatus{};
    co_return TwoFactorStatus{.enabled = true, .recovery_codes_left = state->recovery_codes_left};
}

asio::awaitable<Result<TwoFactorSetup>> TwoFactor::set_up(UserId user, std::string password) {
    auto state = co_await repository_.find(user);
    if (!state) co_return fail(Errc::session_ended);
    const auto account = state->user.email;
    const auto checked = co_await check_password(*std::move(state), std::move(password));
    if (!checked) co_return std::unexpected(checked.error());

    const auto secret = Totp::make_secret();
    auto sealed = seal_.close(secret, to_string(user));
    const bool kept = co_await repository_.set_up(user, std::move(sealed), clock_());
    if (!kept) co_return fail(Errc::two_factor_on);
    co_return TwoFactorSetup{.secret = Totp::printed(secret), .url = Totp::url(secret, account)};
}

asio::awaitable<Result<std::vector<std::string>>> TwoFactor::enable(Actor actor, std::string code) {
    const auto state = co_await repository_.find(actor.user);
    if (!state || state->sealed_secret.empty()) co_return fail(Errc::two_factor_off);
    if (state->enabled_at) co_return fail(Errc::two_factor_on);
    const auto secret = seal_.open(state->sealed_secret, to_string(actor.user));
    if (!secret) co_return fail(Errc::two_factor_off);  // Of another SECRET_KEY: set it up anew.
    const auto step = Totp::step_of(*secret, without_spaces(std::move(code)), clock_(), 0);
    if (!step) co_return fail(Errc::wrong_code);

    auto codes = RecoveryCodes::make();
    const bool enabled =
        co_await repository_.enable({.user = actor.user,
                                     .sealed_secret = state->sealed_secret,
                                     .step = *step,
                                     .recovery_hashes = hashes_of(codes),
                                     .now = clock_(),
                                     .entry = entry_of(actor, "two_factor.enabled")});
    if (!enabled) co_return fail(Errc::wrong_code);  // A newer setup has taken its place.
    co_return codes;
}

asio::awaitable<Result<void>> TwoFactor::disable(Actor actor, Proof proof) {
    const auto state = co_await find(actor.user);
    if (!state) co_return std::unexpected(state.error());
    const auto checked = co_await check(*state, std::move(proof), actor);
    if (!checked) co_return checked;
    co_await repository_.disable(actor.user, entry_of(actor, "two_factor.disabled"), clock_());
    co_return Result<void>();
}

asio::awaitable<Result<std::vector<std::string>>> TwoFactor::renew_recovery_codes(Actor actor,
                                                                                  Proof proof) {
    const auto state = co_await find(actor.user);
    if (!state) co_return std::unexpected(state.error());
    const auto checked = co_await check(*state, std::move(proof), actor);
    if (!checked) co_return std::unexpected(checked.error());

    auto codes = RecoveryCodes::make();
    co_await repository_.replace_recovery_codes(
        actor.user, hashes_of(codes), entry_of(actor, "two_factor.recovery_codes_renewed"),
        clock_());
    co_return codes;
}

asio::awaitable<Result<TwoFactorState>> TwoFactor::find(UserId user) {
    auto state = co_await repository_.find(user);
    if (!state || !state->enabled_at) co_return fail(Errc::two_factor_off);
    co_return *std::move(state);
}

asio::awaitable<Result<void>> TwoFactor::check(TwoFactorState state, Proof proof, Actor actor) {
    auto checked = co_await check_password(state, std::move(proof.password));
    if (checked) {
        checked = co_await check_code(std::move(state), std::move(proof.code), actor, {});
    }
    co_return checked;
}

asio::awaitable<Result<void>> TwoFactor::check_password(TwoFactorState state,
                                                        std::string password) {
    const bool right = co_await hasher_.verify(std::move(password), std::move(state.password_hash));
    if (!right) co_return fail(Errc::not_confirmed);
    co_return Result<void>();
}

asio::awaitable<Result<void>> TwoFactor::check_code(TwoFactorState state, std::string code,
                                                    Actor actor,
                                                    std::optional<Challenge> challenge) {
    const auto now = clock_();
    const auto secret = seal_.open(state.sealed_secret, to_string(actor.user));
    ShownCode shown{.user = actor.user,
                    .recovery_hash = RecoveryCodes::hash(code).value_or(""),
                    .challenge = std::move(challenge),
                    .recovery_used = entry_of(actor, "two_factor.recovery_code_used"),
                    .now = now};
    if (secret) {
        shown.step = Totp::step_of(*secret, without_spaces(std::move(code)), now, state.last_step);
    }
    const auto verdict = co_await repository_.use_code(std::move(shown));
    switch (verdict) {
        case CodeVerdict::right: co_return Result<void>();
        case CodeVerdict::wrong: co_return fail(Errc::wrong_code);
        case CodeVerdict::challenge_spent: co_return fail(Errc::challenge_invalid);
        case CodeVerdict::too_many: co_return fail(Errc::too_many_codes);
    }
    co_return fail(Errc::wrong_code);
}

}  // namespace freshet::accounts
