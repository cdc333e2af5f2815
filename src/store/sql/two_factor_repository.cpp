#include "store/sql/two_factor_repository.hpp"

#include <utility>

#include "store/sql/account_rows.hpp"
#include "store/sql/audit_rows.hpp"

namespace freshet::sql {

using accounts::Challenge;
using accounts::CodeVerdict;
using accounts::ShownCode;
using accounts::TwoFactorState;
using Limits = accounts::TwoFactorLimits;

namespace {

std::optional<TwoFactorState> load(Session& session, UserId user) {
    TwoFactorState state;
    const auto sql = "SELECT " + std::string(user_columns) + R"(, u.password_hash,
            COALESCE(t.secret, ''), t.enabled_at, COALESCE(t.last_step, 0),
            (SELECT COUNT(*) FROM recovery_codes r
             WHERE r.user_id = u.id AND r.used_at IS NULL)
        FROM users u LEFT JOIN two_factor t ON t.user_id = u.id
        WHERE u.id = :id AND u.deleted_at IS NULL)";
    auto statement = session.prepare(sql);
    into_user(statement.use(user), state.user).into(state.password_hash);
    statement.into(state.sealed_secret).into(state.enabled_at).into(state.last_step);
    statement.into(state.recovery_codes_left);
    return statement.next() ? std::optional(state) : std::nullopt;
}

void forget_recovery_codes(Session& session, UserId user) {
    session.prepare("DELETE FROM recovery_codes WHERE user_id = :user_id").use(user).run();
}

void keep_recovery_codes(Session& session, UserId user, const std::vector<std::string>& hashes) {
    forget_recovery_codes(session, user);
    for (const auto& hash : hashes) {
        auto insert = session.prepare(
            "INSERT INTO recovery_codes (user_id, code_hash) VALUES (:user_id, :code_hash)");
        insert.use(user).use(hash).run();
    }
}

/// Counts before it judges, so that many at once do not get more tries than one after the other.
bool take_try(Session& session, const Challenge& challenge, WallTime now) {
    session.prepare("DELETE FROM sign_in_challenges WHERE expires_at <= :now").use(now).run();
    auto statement = session.prepare(R"(
        INSERT INTO sign_in_challenges (id, tries, expires_at)
        VALUES (:id, 1, :expires_at)
        ON CONFLICT (id) DO UPDATE SET tries = sign_in_challenges.tries + 1
        WHERE sign_in_challenges.tries < :tries_max)");
    statement.use(to_string(challenge.id)).use(challenge.expires_at);
    return statement.use(Limits::tries_of_challenge).run() == 1;
}

void spend(Session& session, const Challenge& challenge) {
    auto statement =
        session.prepare("UPDATE sign_in_challenges SET tries = :tries_max WHERE id = :id");
    statement.use(Limits::tries_of_challenge).use(to_string(challenge.id)).run();
}

/// As in `take_try`: the failure is written first, and taken back if there was none.
bool take_try(Session& session, UserId user, WallTime now) {
    auto statement = session.prepare(R"(
        UPDATE two_factor
        SET failures = CASE WHEN failed_at <= :pause_began THEN 1 ELSE failures + 1 END,
            failed_at = :now
        WHERE user_id = :user_id AND (failures < :failures_max OR failed_at <= :pause_over))");
    const auto pause_began = now - Limits::pause;
    statement.use(pause_began).use(now).use(user).use(Limits::failures_of_user);
    return statement.use(pause_began).run() == 1;
}

bool use_step(Session& session, UserId user, std::int64_t step) {
    auto statement = session.prepare(R"(
        UPDATE two_factor SET last_step = :step
        WHERE user_id = :user_id AND last_step < :used_before)");
    return statement.use(step).use(user).use(step).run() == 1;
}

bool use_recovery_code(Session& session, const ShownCode& shown) {
    auto statement = session.prepare(R"(
        UPDATE recovery_codes SET used_at = :now
        WHERE user_id = :user_id AND code_hash = :code_hash AND used_at IS NULL)");
    const bool used = statement.use(shown.now).use(shown.user).use(shown.recovery_hash).run() == 1;
    if (used) record(session, shown.recovery_used, shown.now);
    return used;
}

CodeVerdict judge(Session& session, const ShownCode& shown) {
    if (shown.challenge && !take_try(session, *shown.challenge, shown.now)) {
        return CodeVerdict::challenge_spent;
    }
    if (!take_try(session, shown.user, shown.now)) return CodeVerdict::too_many;
    const bool right = (shown.step && use_step(session, shown.user, *shown.step)) ||
                       (!shown.recovery_hash.empty() && use_recovery_code(session, shown));
    if (!right) return CodeVerdict::wrong;
    session.prepare("UPDATE two_factor SET failures = 0 WHERE user_id = :user_id")
        .use(shown.user)
        .run();
    if (shown.challenge) spend(session, *shown.challenge);
    return CodeVerdict::right;
}

}  // namespace

asio::awaitable<std::optional<TwoFactorState>> TwoFactorRepository::find(UserId user) {
    return database_.read([user](Session& session) { return load(session, user); });
}

asio::awaitable<bool> TwoFactorRepository::set_up(UserId user, std::string sealed_secret,
                                                  WallTime now) {
    return database_.write([user, secret = std::move(sealed_secret), now](Session& session) {
        auto statement = session.prepare(R"(
            INSERT INTO two_factor (user_id, secret, last_step, failures, failed_at, created_at)
            VALUES (:user_id, :secret, 0, 0, 0, :created_at)
            ON CONFLICT (user_id) DO UPDATE SET
                secret = excluded.secret, created_at = excluded.created_at
            WHERE two_factor.enabled_at IS NULL)");
        return statement.use(user).use(secret).use(now).run() == 1;
    });
}

asio::awaitable<bool> TwoFactorRepository::enable(Confirmed confirmed) {
    return database_.write([confirmed = std::move(confirmed)](Session& session) {
        auto statement = session.prepare(R"(
            UPDATE two_factor SET enabled_at = :now, last_step = :step, failures = 0
            WHERE user_id = :user_id AND secret = :secret AND enabled_at IS NULL)");
        statement.use(confirmed.now).use(confirmed.step).use(confirmed.user);
        if (statement.use(confirmed.sealed_secret).run() != 1) return false;
        keep_recovery_codes(session, confirmed.user, confirmed.recovery_hashes);
        record(session, confirmed.entry, confirmed.now);
        return true;
    });
}

asio::awaitable<CodeVerdict> TwoFactorRepository::use_code(ShownCode shown) {
    return database_.write(
        [shown = std::move(shown)](Session& session) { return judge(session, shown); });
}

asio::awaitable<void> TwoFactorRepository::disable(UserId user, AuditEntry entry, WallTime now) {
    return database_.write([user, entry = std::move(entry), now](Session& session) {
        session.prepare("DELETE FROM two_factor WHERE user_id = :user_id").use(user).run();
        forget_recovery_codes(session, user);
        record(session, entry, now);
    });
}

asio::awaitable<void> TwoFactorRepository::replace_recovery_codes(UserId user,
                                                                  std::vector<std::string> hashes,
                                                                  AuditEntry entry, WallTime now) {
    return database_.write(
        [user, hashes = std::move(hashes), entry = std::move(entry), now](Session& session) {
            keep_recovery_codes(session, user, hashes);
            record(session, entry, now);
        });
}

}  // namespace freshet::sql
