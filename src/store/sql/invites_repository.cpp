#include "store/sql/invites_repository.hpp"

#include <utility>

#include "accounts/error.hpp"
#include "base/names.hpp"
#include "store/sql/accounts_repository.hpp"
#include "store/sql/audit_rows.hpp"

namespace freshet::sql {

using accounts::Errc;
using accounts::Invite;

namespace {

void insert(Session& session, const accounts::InviteRepository::NewInvite& draft) {
    const auto& invite = draft.invite;
    auto statement = session.prepare(R"(
        INSERT INTO invites (id, code_hash, email, uses, uses_left, created_by, created_at,
            expires_at)
        VALUES (:id, :code_hash, :email, :uses, :uses_left, :created_by, :created_at,
            :expires_at))");
    statement.use(invite.id).use(draft.code_hash).use(invite.email).use(invite.uses);
    statement.use(invite.uses_left).use(invite.created_by).use(invite.created_at);
    statement.use(invite.expires_at).run();
    record(session, draft.entry, invite.created_at);
}

Paged<Invite> load(Session& session, Page page) {
    Paged<Invite> list;
    session.prepare("SELECT COUNT(*) FROM invites").into(list.total).next();

    Invite invite;
    auto statement = session.prepare(R"(
        SELECT id, email, uses, uses_left, created_by, created_at, expires_at
        FROM invites ORDER BY id DESC LIMIT :limit OFFSET :offset)");
    statement.use(page.limit).use(page.offset()).into(invite.id).into(invite.email);
    statement.into(invite.uses).into(invite.uses_left).into(invite.created_by);
    statement.into(invite.created_at).into(invite.expires_at);
    while (statement.next()) list.items.push_back(invite);
    return list;
}

/// Of two who take the last use at once, one gets it.
bool take_use(Session& session, const accounts::NewUser& draft, const std::string& code_hash) {
    auto statement = session.prepare(R"(
        UPDATE invites SET uses_left = uses_left - 1
        WHERE code_hash = :code_hash AND uses_left > 0
            AND (expires_at IS NULL OR expires_at > :now)
            AND (email = '' OR LOWER(email) = :email))");
    statement.use(code_hash).use(draft.user.created_at);
    return statement.use(to_lower_ascii(draft.user.email)).run() == 1;
}

}  // namespace

asio::awaitable<void> InvitesRepository::create(NewInvite draft) {
    return database_.write(
        [draft = std::move(draft)](Session& session) { insert(session, draft); });
}

asio::awaitable<Paged<Invite>> InvitesRepository::list(Page page) {
    return database_.read([page](Session& session) { return load(session, page); });
}

asio::awaitable<bool> InvitesRepository::remove(InviteId id, AuditEntry entry, WallTime now) {
    return database_.write([id, entry = std::move(entry), now](Session& session) {
        const bool removed =
            session.prepare("DELETE FROM invites WHERE id = :id").use(id).run() == 1;
        if (removed) record(session, entry, now);
        return removed;
    });
}

asio::awaitable<Result<void>> InvitesRepository::register_user(accounts::NewUser draft,
                                                               std::string code_hash) {
    return database_.write([draft = std::move(draft),
                            code_hash = std::move(code_hash)](Session& session) -> Result<void> {
        if (!take_use(session, draft, code_hash)) return fail(Errc::invite_invalid);
        return create_account(session, draft);
    });
}

}  // namespace freshet::sql
