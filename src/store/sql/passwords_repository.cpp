#include "store/sql/passwords_repository.hpp"

#include <utility>

#include "accounts/error.hpp"
#include "base/names.hpp"
#include "store/sql/account_acts.hpp"
#include "store/sql/account_rows.hpp"

namespace freshet::sql {

using accounts::Errc;
using accounts::OneTimeToken;
using accounts::PasswordChange;
using accounts::PasswordReset;
using accounts::TokenPurpose;
using accounts::User;

namespace {

using Ended = Result<std::vector<SessionId>>;

std::optional<std::string> load_hash(Session& session, UserId user) {
    std::string hash;
    auto statement =
        session.prepare("SELECT password_hash FROM users WHERE id = :id AND deleted_at IS NULL");
    return statement.use(user).into(hash).next() ? std::optional(hash) : std::nullopt;
}

std::optional<User> load_by_email(Session& session, const std::string& key) {
    User user;
    auto statement = session.prepare("SELECT " + std::string(user_columns) + R"(
        FROM users u
        WHERE u.email_key = :email AND u.is_active = 1 AND u.deleted_at IS NULL)");
    into_user(statement.use(key), user);
    return statement.next() ? std::optional(user) : std::nullopt;
}

Ended change_password(Session& session, const PasswordChange& change) {
    auto statement = session.prepare(R"(
        UPDATE users SET password_hash = :new_hash, updated_at = :now
        WHERE id = :id AND password_hash = :old_hash AND deleted_at IS NULL)");
    statement.use(change.new_hash).use(change.now).use(change.user).use(change.old_hash);
    if (statement.run() == 0) return fail(Errc::current_password_wrong);
    void_tokens(session, change.user, TokenPurpose::password_reset);
    if (change.revokes_tokens) revoke_api_tokens(session, change.user);
    return revoke_sessions(session, change.user, change.kept, change.now);
}

Ended reset_password(Session& session, const PasswordReset& reset) {
    const auto user = use_token(session, TokenPurpose::password_reset, reset.token_hash, reset.now);
    if (!user) return fail(Errc::reset_token_invalid);
    auto statement = session.prepare(
        "UPDATE users SET password_hash = :new_hash, updated_at = :now WHERE id = :id");
    statement.use(reset.new_hash).use(reset.now).use(*user).run();
    revoke_api_tokens(session, *user);
    return revoke_sessions(session, *user, SessionId(), reset.now);
}

Result<void> verify_address(Session& session, const std::string& hash, WallTime now) {
    const auto user = use_token(session, TokenPurpose::email_verification, hash, now);
    if (!user) return fail(Errc::verify_token_invalid);
    auto statement = session.prepare("UPDATE users SET email_verified_at = :now WHERE id = :id");
    statement.use(now).use(*user).run();
    return {};
}

asio::awaitable<void> write_token(Database& database, OneTimeToken token) {
    return database.write(
        [token = std::move(token)](Session& session) { keep_token(session, token); });
}

}  // namespace

asio::awaitable<std::optional<std::string>> PasswordsRepository::password_hash(UserId user) {
    return database_.read([user](Session& session) { return load_hash(session, user); });
}

asio::awaitable<Ended> PasswordsRepository::change(PasswordChange change) {
    return database_.write([change = std::move(change)](Session& session) {
        return change_password(session, change);
    });
}

asio::awaitable<std::optional<User>> PasswordsRepository::find_by_email(std::string email) {
    return database_.read(
        [key = to_lower_ascii(email)](Session& session) { return load_by_email(session, key); });
}

asio::awaitable<void> PasswordsRepository::keep_token(OneTimeToken token) {
    return write_token(database_, std::move(token));
}

asio::awaitable<Ended> PasswordsRepository::reset(PasswordReset reset) {
    return database_.write(
        [reset = std::move(reset)](Session& session) { return reset_password(session, reset); });
}

asio::awaitable<void> VerificationsRepository::keep_token(OneTimeToken token) {
    return write_token(database_, std::move(token));
}

asio::awaitable<Result<void>> VerificationsRepository::verify(std::string token_hash,
                                                              WallTime now) {
    return database_.write([hash = std::move(token_hash), now](Session& session) {
        return verify_address(session, hash, now);
    });
}

}  // namespace freshet::sql
