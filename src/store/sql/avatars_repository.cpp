#include "store/sql/avatars_repository.hpp"

#include <utility>

#include "accounts/error.hpp"
#include "store/sql/account_acts.hpp"

namespace freshet::sql {

using accounts::avatar_folder;
using accounts::AvatarChanged;

namespace {

void forget_one(Session& session, const std::string& name) {
    session.prepare("DELETE FROM unused_avatars WHERE name = :name").use(name).run();
}

Result<AvatarChanged> assign_avatar(Session& session, UserId id, const std::string& name,
                                    WallTime now) {
    // Locks the row before it is read: of two at once, the second sees what the first has put
    // there.
    auto lock =
        session.prepare("UPDATE users SET updated_at = :now WHERE id = :id AND deleted_at IS NULL");
    lock.use(now).use(id).run();
    auto user = load_user(session, id);
    if (!user) return fail(accounts::Errc::user_not_found);

    const auto former = std::exchange(
        user->avatar_url, name.empty() ? std::string() : std::string(avatar_folder) + name);
    auto update = session.prepare("UPDATE users SET avatar_url = :path WHERE id = :id");
    update.use(user->avatar_url).use(id).run();
    forget_one(session, name);
    note_unused_avatar(session, former, now);
    const bool is_ours = former.starts_with(avatar_folder);
    return AvatarChanged{.user = *std::move(user),
                         .former = is_ours ? former.substr(avatar_folder.size()) : std::string()};
}

std::vector<std::string> load_unused(Session& session, WallTime before, std::size_t count) {
    std::vector<std::string> names;
    std::string name;
    auto statement = session.prepare(R"(
        SELECT name FROM unused_avatars WHERE noted_at <= :before ORDER BY noted_at LIMIT :count)");
    statement.use(before).use(count).into(name);
    while (statement.next()) names.push_back(name);
    return names;
}

}  // namespace

asio::awaitable<void> AvatarsRepository::plan(std::string name, WallTime now) {
    return database_.write([name = std::move(name), now](Session& session) {
        note_unused_avatar(session, std::string(avatar_folder) + name, now);
    });
}

asio::awaitable<Result<AvatarChanged>> AvatarsRepository::assign(UserId user, std::string name,
                                                                 WallTime now) {
    return database_.write([user, name = std::move(name), now](Session& session) {
        return assign_avatar(session, user, name, now);
    });
}

asio::awaitable<std::vector<std::string>> AvatarsRepository::unused(WallTime before,
                                                                    std::size_t count) {
    return database_.read(
        [before, count](Session& session) { return load_unused(session, before, count); });
}

asio::awaitable<void> AvatarsRepository::forget(std::vector<std::string> names) {
    return database_.write([names = std::move(names)](Session& session) {
        for (const auto& name : names) forget_one(session, name);
    });
}

}  // namespace freshet::sql
