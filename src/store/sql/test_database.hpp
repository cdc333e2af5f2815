#pragma once

#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "store/sql/database.hpp"
#include "store/sql/test_postgres.hpp"

/// What the tests of this room share.
namespace freshet::sql::test {

/// A new folder that goes with all that is in it.
class TempFolder {
public:
    TempFolder() {
        auto pattern = (std::filesystem::temp_directory_path() / "freshet-test-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    ~TempFolder() {
        std::error_code ignored;  // A folder that stays behind spoils no test.
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    [[nodiscard]] std::string file(const std::string& name) const {
        return (path_ / name).string();
    }

private:
    std::filesystem::path path_;
};

/// Runs one task to its end on a loop of its own.
template <class T>
T run(asio::awaitable<T> task) {
    asio::io_context loop;
    std::exception_ptr failure;
    if constexpr (std::is_void_v<T>) {
        asio::co_spawn(loop, std::move(task), [&](std::exception_ptr error) { failure = error; });
        loop.run();
        if (failure) std::rethrow_exception(failure);
    } else {
        std::optional<T> result;
        asio::co_spawn(loop, std::move(task), [&](std::exception_ptr error, T value) {
            failure = error;
            if (!error) result.emplace(std::move(value));
        });
        loop.run();
        if (failure) std::rethrow_exception(failure);
        return std::move(*result);
    }
}

/// A new and empty database of one kind. The kinds join the contract tests by their opener.
struct TestDatabase {
    std::unique_ptr<TempFolder> folder;  // Of SQLite.
    std::shared_ptr<void> server_side;   // Of PostgreSQL: drops the database when it goes.
    Database::Config config;
    std::unique_ptr<Database> database;
};

using OpenDatabase = TestDatabase (*)();

inline std::unique_ptr<Database> open_or_throw(const Database::Config& config) {
    auto opened = Database::open(config);
    if (!opened) throw std::runtime_error(opened.error());
    return std::move(*opened);
}

/// Migrated once, then copied.
inline std::string sqlite_template() {
    static const TempFolder folder;
    static const auto file = [] {
        auto made = folder.file("freshet.db");
        (void)open_or_throw({.url = "sqlite:" + made});
        return made;
    }();
    return file;
}

inline TestDatabase open_sqlite_database() {
    TestDatabase made{
        .folder = std::make_unique<TempFolder>(), .server_side = {}, .config = {}, .database = {}};
    const auto file = made.folder->file("freshet.db");
    std::filesystem::copy_file(sqlite_template(), file);
    made.config.url = "sqlite:" + file;
    made.database = open_or_throw(made.config);
    return made;
}

inline TestDatabase open_postgres_database() {
    auto& server = PostgresServer::of_this_process();
    const auto name = server.create_database([](const std::string& url) {
        (void)open_or_throw({.url = url});  // Migrated once, then copied.
    });
    TestDatabase made{.folder = {},
                      .server_side = std::shared_ptr<void>(
                          nullptr, [&server, name](void*) { server.drop_database(name); }),
                      .config = {.url = server.url(name), .readers = 2, .writers = 2},
                      .database = {}};
    made.database = open_or_throw(made.config);
    return made;
}

/// Every contract test runs on each of them:
///
///     INSTANTIATE_TEST_SUITE_P(On, MyContract, testing::ValuesIn(test::database_kinds),
///                              test::kind_name);
inline constexpr OpenDatabase database_kinds[] = {&open_sqlite_database, &open_postgres_database};

inline std::string kind_name(const testing::TestParamInfo<OpenDatabase>& info) {
    return info.param == &open_sqlite_database ? "sqlite" : "postgresql";
}

}  // namespace freshet::sql::test
