#include "store/sql/secret_rotation.hpp"

#include <utility>
#include <vector>

namespace freshet::sql {

namespace {

using Verdict = RotatedSecret::Verdict;

std::string known_check_value(Session& session) {
    std::string value;
    session.prepare("SELECT value FROM installation WHERE name = 'secret_key_check'")
        .into(value)
        .next();
    return value;
}

std::size_t rewrite_stream_keys(Session& session, const SecretRotation& rotation) {
    struct Row {
        ChannelId id;
        std::uint32_t key_version = 0;
    };
    std::vector<Row> rows;
    Row row;
    auto select = session.prepare("SELECT id, key_version FROM channels");
    select.into(row.id).into(row.key_version);
    while (select.next()) rows.push_back(row);
    for (const auto& [id, version] : rows) {
        auto update = session.prepare("UPDATE channels SET key_hash = :key_hash WHERE id = :id");
        update.use(rotation.key_hash(id, version)).use(id).run();
    }
    return rows.size();
}

std::size_t reseal_two_factor(Session& session, const SecretRotation& rotation) {
    struct Row {
        UserId user;
        std::string sealed;
    };
    std::vector<Row> rows;
    Row row;
    auto select = session.prepare("SELECT user_id, secret FROM two_factor");
    select.into(row.user).into(row.sealed);
    while (select.next()) rows.push_back(row);
    std::size_t count = 0;
    for (const auto& [user, sealed] : rows) {
        const auto next = rotation.reseal(sealed, user);
        if (!next) continue;
        auto update = session.prepare("UPDATE two_factor SET secret = :secret WHERE user_id = :id");
        count += update.use(*next).use(user).run() == 1 ? 1 : 0;
    }
    return count;
}

RotatedSecret rotate(Session& session, const SecretRotation& rotation) {
    const auto known = known_check_value(session);
    if (known == rotation.next_check_value) return {.verdict = Verdict::done_before};
    // A database that no server has started on yet knows none.
    if (!known.empty() && known != rotation.check_value) return {.verdict = Verdict::other_secret};

    RotatedSecret rotated{.channels = rewrite_stream_keys(session, rotation),
                          .two_factor = reseal_two_factor(session, rotation)};
    auto update = session.prepare(R"(
        INSERT INTO installation (name, value) VALUES ('secret_key_check', :value)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value)");
    update.use(rotation.next_check_value).run();
    return rotated;
}

}  // namespace

asio::awaitable<RotatedSecret> rotate_secret(Database& database, SecretRotation rotation) {
    return database.write(
        [rotation = std::move(rotation)](Session& session) { return rotate(session, rotation); });
}

}  // namespace freshet::sql
