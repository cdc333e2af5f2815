#include <array>
#include <csignal>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "net/descriptor.hpp"
#include "store/sql/test_database.hpp"

namespace freshet::sql {
namespace {

using test::run;

struct Pipe {
    net::Descriptor read;
    net::Descriptor write;
};

Pipe make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    return {.read = net::Descriptor(ends[0]), .write = net::Descriptor(ends[1])};
}

asio::awaitable<void> write_for_ever(Database& database, std::int32_t first, int acknowledgements) {
    for (std::int32_t id = first;; id += 4) {
        co_await database.write([id](Session& session) {
            session.prepare("INSERT INTO notes (id) VALUES (:id)").use(id).run();
        });
        if (::write(acknowledgements, &id, sizeof(id)) != sizeof(id)) ::_exit(1);
    }
}

/// The child: four tasks that say each write that was acknowledged to them.
[[noreturn]] void write_until_killed(const Database::Config& config, int acknowledgements) {
    const auto database = test::open_or_throw(config);
    asio::io_context loop;
    for (std::int32_t first = 0; first < 4; ++first) {
        asio::co_spawn(loop, write_for_ever(*database, first, acknowledgements),
                       [](const std::exception_ptr&) {});
    }
    loop.run();
    ::_exit(1);
}

std::set<std::int32_t> stored(Database& database) {
    return run(database.read([](Session& session) {
        std::set<std::int32_t> all;
        std::int32_t id = 0;
        auto statement = session.prepare("SELECT id FROM notes");
        statement.into(id);
        while (statement.next()) all.insert(id);
        return all;
    }));
}

TEST(Crash, what_was_acknowledged_survives_kill_9) {
    test::TempFolder folder;
    const Database::Config config{.url = "sqlite:" + folder.file("freshet.db")};
    run(test::open_or_throw(config)->write(
        [](Session& session) { session.execute("CREATE TABLE notes (id BIGINT PRIMARY KEY)"); }));

    std::set<std::int32_t> acknowledged;
    for (std::size_t round = 1; round <= 3; ++round) {
        // Each round goes on after the last, so that a killed database is written to again.
        run(test::open_or_throw(config)->write(
            [](Session& session) { session.execute("DELETE FROM notes"); }));
        acknowledged.clear();
        auto pipe = make_pipe();
        const auto child = ::fork();
        if (child == 0) write_until_killed(config, pipe.write.get());
        pipe.write.reset();

        std::int32_t id = 0;
        while (acknowledged.size() < 50 * round &&
               ::read(pipe.read.get(), &id, sizeof(id)) == sizeof(id)) {
            acknowledged.insert(id);
        }
        ::kill(child, SIGKILL);
        while (::read(pipe.read.get(), &id, sizeof(id)) == sizeof(id)) acknowledged.insert(id);
        ::waitpid(child, nullptr, 0);

        ASSERT_GE(acknowledged.size(), 50 * round);
        const auto kept = stored(*test::open_or_throw(config));
        for (const auto one : acknowledged) EXPECT_TRUE(kept.contains(one)) << one;
    }
}

}  // namespace
}  // namespace freshet::sql
