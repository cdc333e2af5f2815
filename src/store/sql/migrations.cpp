#include "store/sql/migrations.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <openssl/evp.h>
#include <soci/error.h>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/encoding.hpp"

namespace freshet::sql {

namespace {

/// A migration as the database remembers it.
struct Applied {
    std::int64_t version = 0;
    std::string name;
    std::string checksum;
    WallTime applied_at;
};

std::string sha256(std::string_view text) {
    std::array<std::byte, 32> digest;
    auto* out = reinterpret_cast<unsigned char*>(digest.data());
    FRESHET_CHECK(EVP_Digest(text.data(), text.size(), out, nullptr, EVP_sha256(), nullptr) == 1);
    return to_hex(digest);
}

bool has_table(Session& session) {
    std::int64_t count = 0;
    auto statement = session.prepare(
        session.dialect() == Dialect::sqlite
            ? "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_migrations'"
            : "SELECT COUNT(*) FROM information_schema.tables "
              "WHERE table_name = 'schema_migrations' AND table_schema = current_schema()");
    return statement.into(count).next() && count > 0;
}

void make_table(Session& session) {
    session.execute(R"(
        CREATE TABLE schema_migrations (
            version BIGINT PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            applied_at BIGINT NOT NULL))");
}

std::vector<Applied> applied_migrations(Session& session) {
    std::vector<Applied> all;
    if (!has_table(session)) return all;
    Applied one;
    auto statement = session.prepare(
        "SELECT version, name, checksum, applied_at FROM schema_migrations ORDER BY version");
    statement.into(one.version).into(one.name).into(one.checksum).into(one.applied_at);
    while (statement.next()) all.push_back(one);
    return all;
}

/// Whether what was applied is the beginning of what we know.
std::expected<void, std::string> compare(const std::vector<Applied>& applied,
                                         std::span<const Migration> known) {
    for (std::size_t i = 0; i < applied.size(); ++i) {
        const auto& theirs = applied[i];
        if (i >= known.size()) {
            return std::unexpected("a newer Freshet has written it (" +
                                   label(theirs.version, theirs.name) +
                                   "); start that one, or restore a backup");
        }
        if (theirs.version != known[i].version || theirs.checksum != sha256(known[i].sql)) {
            return std::unexpected("its migration " + label(theirs.version, theirs.name) +
                                   " is not the one of this program");
        }
    }
    return {};
}

void run_statements(Session& session, std::string_view sql) {
    constexpr std::string_view end_of_statement = ";\n";
    while (true) {
        const auto end = sql.find(end_of_statement);
        if (end == std::string_view::npos) return;
        session.execute(sql.substr(0, end));
        sql.remove_prefix(end + end_of_statement.size());
    }
}

void apply(Session& session, const Migration& migration, WallTime now) {
    run_statements(session, migration.sql);
    auto statement = session.prepare(R"(
        INSERT INTO schema_migrations (version, name, checksum, applied_at)
        VALUES (:version, :name, :checksum, :applied_at))");
    statement.use(migration.version).use(migration.name).use(sha256(migration.sql)).use(now).run();
}

/// One step, in one transaction that sees what another process may have done before it. Gives the
/// name of what it applied; empty when there was none left.
std::expected<std::string, std::string> step(Session& session, std::span<const Migration> known,
                                             WallTime now) {
    session.begin_migration();
    if (!has_table(session)) make_table(session);
    const auto applied = applied_migrations(session);
    if (const auto fits = compare(applied, known); !fits) {
        session.rollback();
        return std::unexpected(fits.error());
    }
    std::string name;
    if (applied.size() < known.size()) {
        const auto& next = known[applied.size()];
        apply(session, next, now);
        name = label(next.version, next.name);
    }
    session.commit();
    return name;
}

}  // namespace

std::string label(std::int64_t version, std::string_view name) {
    auto digits = std::to_string(version);
    digits.insert(0, 4 - std::min<std::size_t>(digits.size(), 4), '0');
    return digits + "_" + std::string(name);
}

std::expected<std::vector<std::string>, std::string> migrate(Session& session,
                                                             std::span<const Migration> known,
                                                             WallTime now) {
    std::vector<std::string> done;
    try {
        while (true) {
            const auto stepped = step(session, known, now);
            if (!stepped) return std::unexpected(stepped.error());
            if (stepped->empty()) return done;
            done.push_back(*stepped);
        }
    } catch (const soci::soci_error& error) {
        if (session.in_transaction()) session.rollback();
        return std::unexpected(error.get_error_message());
    }
}

std::vector<MigrationState> migration_states(Session& session, std::span<const Migration> known) {
    const auto applied = applied_migrations(session);
    std::vector<MigrationState> states;
    for (const auto& one : applied)
        states.push_back({.name = label(one.version, one.name), .applied_at = one.applied_at});
    for (const auto& migration : known.subspan(std::min(applied.size(), known.size())))
        states.push_back({.name = label(migration.version, migration.name), .applied_at = {}});
    return states;
}

}  // namespace freshet::sql
