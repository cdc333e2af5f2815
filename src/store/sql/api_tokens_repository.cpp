#include "store/sql/api_tokens_repository.hpp"

#include <utility>

#include "store/sql/account_rows.hpp"
#include "store/sql/audit_rows.hpp"

namespace freshet::sql {

using accounts::ApiToken;
using accounts::ApiTokenWithUser;
using accounts::User;

namespace {

/// Of `api_tokens t`, in the order in which `into_token` takes them.
constexpr std::string_view token_columns = R"(
    t.id, t.user_id, t.name, t.scopes, t.created_at, t.expires_at, t.last_used_at)";

Statement& into_token(Statement& statement, ApiToken& token) {
    return statement.into(token.id)
        .into(token.user)
        .into(token.name)
        .into(token.scopes, accounts::token_scopes_from)
        .into(token.created_at)
        .into(token.expires_at)
        .into(token.last_used_at);
}

std::string select_tokens(std::string_view rest) {
    return "SELECT " + std::string(token_columns) + " FROM api_tokens t " + std::string(rest);
}

std::string select_with_users(std::string_view rest) {
    return "SELECT " + std::string(token_columns) + ", " + std::string(user_columns) +
           " FROM api_tokens t JOIN users u ON u.id = t.user_id AND u.deleted_at IS NULL " +
           std::string(rest);
}

bool insert(Session& session, const accounts::ApiTokenRepository::NewApiToken& draft,
            std::int64_t most) {
    const auto& token = draft.token;
    std::int64_t count = 0;
    auto counted = session.prepare("SELECT COUNT(*) FROM api_tokens WHERE user_id = :user_id");
    counted.use(token.user).into(count).next();
    if (count >= most) return false;

    auto statement = session.prepare(R"(
        INSERT INTO api_tokens (id, user_id, name, scopes, token_hash, created_at, expires_at)
        VALUES (:id, :user_id, :name, :scopes, :token_hash, :created_at, :expires_at))");
    statement.use(token.id).use(token.user).use(token.name).use(to_string(token.scopes));
    statement.use(draft.hash).use(token.created_at).use(token.expires_at).run();
    record(session, draft.entry, token.created_at);
    return true;
}

std::optional<ApiToken> remove(Session& session, ApiTokenId id, std::optional<UserId> owner) {
    ApiToken token;
    auto found = session.prepare(select_tokens("WHERE t.id = :id"));
    into_token(found.use(id), token);
    if (!found.next() || (owner && token.user != *owner)) return std::nullopt;
    auto statement = session.prepare("DELETE FROM api_tokens WHERE id = :id");
    return statement.use(id).run() == 1 ? std::optional(token) : std::nullopt;
}

}  // namespace

asio::awaitable<bool> ApiTokensRepository::create(NewApiToken draft, std::int64_t most) {
    return database_.write([draft = std::move(draft), most](Session& session) {
        return insert(session, draft, most);
    });
}

asio::awaitable<std::vector<ApiToken>> ApiTokensRepository::list(UserId user) {
    return database_.read([user](Session& session) {
        std::vector<ApiToken> tokens;
        ApiToken token;
        auto statement =
            session.prepare(select_tokens("WHERE t.user_id = :user_id ORDER BY t.id DESC"));
        into_token(statement.use(user), token);
        while (statement.next()) tokens.push_back(token);
        return tokens;
    });
}

asio::awaitable<std::optional<ApiTokenWithUser>> ApiTokensRepository::find_by_hash(
    std::string hash) {
    return database_.read([hash = std::move(hash)](Session& session) {
        ApiTokenWithUser found;
        auto statement = session.prepare(select_with_users("WHERE t.token_hash = :token_hash"));
        into_user(into_token(statement.use(hash), found.token), found.user);
        return statement.next() ? std::optional(found) : std::nullopt;
    });
}

asio::awaitable<std::vector<ApiTokenWithUser>> ApiTokensRepository::list_all() {
    return database_.read([](Session& session) {
        std::vector<ApiTokenWithUser> all;
        ApiTokenWithUser one;
        auto statement = session.prepare(select_with_users("ORDER BY t.id DESC"));
        into_user(into_token(statement, one.token), one.user);
        while (statement.next()) all.push_back(one);
        return all;
    });
}

asio::awaitable<std::optional<ApiToken>> ApiTokensRepository::revoke(ApiTokenId id,
                                                                     std::optional<UserId> owner,
                                                                     AuditEntry entry,
                                                                     WallTime now) {
    return database_.write([id, owner, entry = std::move(entry), now](Session& session) {
        auto removed = remove(session, id, owner);
        if (removed) record(session, entry, now);
        return removed;
    });
}

asio::awaitable<void> ApiTokensRepository::note_use(ApiTokenId id, WallTime now) {
    return database_.write([id, now](Session& session) {
        session.prepare("UPDATE api_tokens SET last_used_at = :now WHERE id = :id")
            .use(now)
            .use(id)
            .run();
    });
}

asio::awaitable<std::optional<User>> ApiTokensRepository::first_admin() {
    return database_.read([](Session& session) {
        User user;
        auto statement = session.prepare("SELECT " + std::string(user_columns) + R"(
            FROM users u WHERE u.role = 'admin' AND u.is_active = 1 AND u.deleted_at IS NULL
            ORDER BY u.created_at, u.id LIMIT 1)");
        into_user(statement, user);
        return statement.next() ? std::optional(user) : std::nullopt;
    });
}

}  // namespace freshet::sql
