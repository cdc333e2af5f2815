#include "store/sql/profiles_repository.hpp"

#include <utility>

#include "accounts/error.hpp"
#include "base/names.hpp"
#include "store/sql/account_acts.hpp"
#include "store/sql/search.hpp"

namespace freshet::sql {

using accounts::Errc;
using accounts::ProfileChange;
using accounts::TokenPurpose;
using accounts::User;

namespace {

bool has_any(Statement statement) {
    std::int64_t count = 0;
    return statement.into(count).next() && count > 0;
}

/// A handle is a name in an address too: nobody is called as somebody else's channel is.
bool is_username_taken(Session& session, const std::string& key, UserId self) {
    auto users =
        session.prepare("SELECT COUNT(*) FROM users WHERE username_key = :key AND id <> :self");
    users.use(key).use(self);
    auto handles =
        session.prepare("SELECT COUNT(*) FROM channels WHERE handle = :key AND user_id <> :self");
    handles.use(key).use(self);
    return has_any(std::move(users)) || has_any(std::move(handles));
}

bool is_email_taken(Session& session, const std::string& key, UserId self) {
    auto users =
        session.prepare("SELECT COUNT(*) FROM users WHERE email_key = :key AND id <> :self");
    users.use(key).use(self);
    return has_any(std::move(users));
}

/// Only what is named, so that two who change different things at once both have their way.
void write(Session& session, UserId id, const ProfileChange& change, WallTime now) {
    std::string sql = "UPDATE users SET updated_at = :now";
    if (change.username) sql += ", username = :username, username_key = :username_key";
    if (change.email) sql += ", email = :email, email_key = :email_key, email_verified_at = NULL";
    if (change.display_name) sql += ", display_name = :display_name";
    if (change.bio) sql += ", bio = :bio";
    auto statement = session.prepare(sql + " WHERE id = :id AND deleted_at IS NULL");
    statement.use(now);
    if (change.username) statement.use(*change.username).use(to_lower_ascii(*change.username));
    if (change.email) statement.use(*change.email).use(to_lower_ascii(*change.email));
    if (change.display_name) statement.use(*change.display_name);
    if (change.bio) statement.use(*change.bio);
    statement.use(id).run();
}

Result<User> change_profile(Session& session, UserId id, const ProfileChange& change,
                            WallTime now) {
    if (change.username && is_username_taken(session, to_lower_ascii(*change.username), id))
        return fail(Errc::username_taken);
    if (change.email && is_email_taken(session, to_lower_ascii(*change.email), id))
        return fail(Errc::email_taken);
    write(session, id, change, now);
    if (change.username) index_channels_of(session, id);
    if (change.email) {
        void_tokens(session, id, TokenPurpose::password_reset);
        void_tokens(session, id, TokenPurpose::email_verification);
    }
    auto user = load_user(session, id);
    if (!user) return fail(Errc::user_not_found);
    return *std::move(user);
}

}  // namespace

asio::awaitable<std::optional<User>> ProfilesRepository::find(UserId id) {
    return database_.read([id](Session& session) { return load_user(session, id); });
}

asio::awaitable<Result<User>> ProfilesRepository::change(UserId id, ProfileChange change,
                                                         WallTime now) {
    return database_.write([id, change = std::move(change), now](Session& session) {
        return change_profile(session, id, change, now);
    });
}

}  // namespace freshet::sql
