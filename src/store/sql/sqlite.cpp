#include "store/sql/sqlite.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "net/descriptor.hpp"

namespace freshet::sql {

namespace {

/// Steps of SQLite's virtual machine between two looks at the clock: well under a millisecond.
constexpr int operations_between_looks = 4000;

std::unexpected<std::string> cannot_open(const std::string& path, std::string_view why) {
    return std::unexpected("cannot open the database " + path + ": " + std::string(why));
}

/// Makes the file before SQLite does: nobody else may read it, and its name survives power loss. A
/// file that is there is not opened: to close it again would take SQLite's locks on it away (POSIX
/// fcntl: a process loses all when it closes any descriptor), and the next program that looks into
/// the database would delete the log under us.
std::expected<void, std::string> make_file(const std::string& path) {
    const net::Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.is_open() && errno != EEXIST) return cannot_open(path, std::strerror(errno));
    const auto folder_path = std::filesystem::absolute(path).parent_path();
    const net::Descriptor folder(::open(folder_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.is_open() || ::fsync(folder.get()) != 0)
        return cannot_open(path, std::strerror(errno));
    return {};
}

/// SQLite's own handle. SOCI's library keeps the type's RTTI to itself, so it cannot be looked at.
[[clang::no_sanitize("vptr")]] sqlite_api::sqlite3* handle_of(soci::session& session) {
    return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

class SqliteSession final : public Session {
public:
    SqliteSession(const std::string& path, Access access)
        : session_(soci::sqlite3, "db=\"" + path + "\""), handle_(handle_of(session_)) {
        execute("PRAGMA busy_timeout = 5000");
        // To open it for reading alone would leave files of its log behind.
        if (access != Access::look) execute("PRAGMA journal_mode = WAL");
        execute("PRAGMA synchronous = FULL");
        execute("PRAGMA foreign_keys = ON");
        execute("PRAGMA trusted_schema = OFF");
        if (access != Access::read_write) execute("PRAGMA query_only = ON");
        sqlite_api::sqlite3_progress_handler(handle_, operations_between_looks,
                                             &SqliteSession::is_late, this);
    }

    ~SqliteSession() override {
        sqlite_api::sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
    }

    Dialect dialect() const override { return Dialect::sqlite; }

    void begin_read() override { execute("BEGIN DEFERRED"); }
    // Deferred, it could find at its first write that another process wrote in between, and could
    // not wait.
    void begin_write() override { execute("BEGIN IMMEDIATE"); }
    bool in_transaction() override { return sqlite_api::sqlite3_get_autocommit(handle_) == 0; }
    void set_deadline(MonoTime deadline) override { deadline_ = deadline; }

private:
    static int is_late(void* self) {
        return mono_now() >= static_cast<SqliteSession*>(self)->deadline_ ? 1 : 0;
    }

    soci::session& connection() override { return session_; }

    soci::session session_;
    sqlite_api::sqlite3* handle_;
    MonoTime deadline_ = MonoTime::max();
};

}  // namespace

std::expected<std::unique_ptr<Session>, std::string> open_sqlite(const std::string& path,
                                                                 Access access) {
    // SOCI reads the path from a text in which these mean something.
    if (path.empty() || path.find_first_of("\"\n") != std::string::npos) {
        return cannot_open(path, "the path is empty or has a quote or a line break in it");
    }
    if (access != Access::look) {
        if (const auto made = make_file(path); !made) return std::unexpected(made.error());
    }
    try {
        return std::make_unique<SqliteSession>(path, access);
    } catch (const soci::soci_error& error) {
        return cannot_open(path, error.what());
    }
}

}  // namespace freshet::sql
