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
};

std::string sha256(std::string_view text) {
    std::array<std::byte, 32> digest;
    auto* out = reinterpret_cast<unsigned char*>(digest.data());
    FRESHET_CHECK(EVP_Digest(text.data(), text.size(), out, nullptr, EVP_sha256(), nullptr) == 1);
    return to_hex(digest);
}

std::string label(std::int64_t version, std::string_view name) {
    auto digits = std::to_string(version);
    digits.insert(0, 4 - std::min<std::size_t>(digits.size(), 4), '0');
    return digits + "_" + std::string(name);
}

std::vector<Applied> applied_migrations(Session& session) {
    session.execute(R"(
        CREATE TABLE IF NOT EXISTS schema_migrations (
            version BIGINT PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            applied_at BIGINT NOT NULL))");
    std::vector<Applied> all;
    Applied one;
    auto statement =
        session.prepare("SELECT version, name, checksum FROM schema_migrations ORDER BY version");
    statement.into(one.version).into(one.name).into(one.checksum);
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

/// One step, in one transaction that sees what another process may have done before it. False:
/// there was none left.
std::expected<bool, std::string> step(Session& session, std::span<const Migration> known,
                                      WallTime now) {
    session.begin_write();
    const auto applied = applied_migrations(session);
    if (const auto fits = compare(applied, known); !fits) {
        session.rollback();
        return std::unexpected(fits.error());
    }
    const bool is_newest = applied.size() == known.size();
    if (!is_newest) apply(session, known[applied.size()], now);
    session.commit();
    return !is_newest;
}

}  // namespace

std::expected<void, std::string> migrate(Session& session, std::span<const Migration> known,
                                         WallTime now) {
    try {
        while (true) {
            const auto stepped = step(session, known, now);
            if (!stepped) return std::unexpected(stepped.error());
            if (!*stepped) return {};
        }
    } catch (const soci::soci_error& error) {
        if (session.in_transaction()) session.rollback();
        return std::unexpected(error.what());
    }
}

}  // namespace freshet::sql
