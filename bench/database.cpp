#include "store/sql/database.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "base/clock.hpp"
#include "bench/tool.hpp"
#include "store/sql/accounts_repository.hpp"

// How many writes a database acknowledges in a second, with many that wait for it at once. It makes
// rows, so it wants a database of its own.
namespace freshet::bench {
namespace {

namespace asio = boost::asio;

struct Options {
    std::string url;
    int callers = 64;
    int seconds = 5;
    int writers = 4;
};

/// One write, given its number; no two have the same.
using Write = std::function<asio::awaitable<void>(std::uint64_t number)>;

asio::awaitable<void> create_user(sql::AccountsRepository& accounts, std::uint64_t number) {
    const auto name = "user" + std::to_string(number);
    const auto now = wall_now();
    accounts::NewUser draft{.user = {.id = UserId::make(),
                                     .username = name,
                                     .email = name + "@example.org",
                                     .display_name = name,
                                     .avatar_url = {},
                                     .bio = {},
                                     .created_at = now,
                                     .updated_at = now,
                                     .last_login_at = {}},
                            .password_hash = "hash",
                            .channel = ChannelId::make(),
                            .handle = name,
                            .stream_key_hash = name};
    const auto created = co_await accounts.create(std::move(draft));
    if (!created) throw std::runtime_error("this database is not empty");
}

/// Somebody follows one of a hundred: a row of its own, and a number that many share.
asio::awaitable<void> follow(sql::Database& database, std::uint64_t number) {
    co_await database.write([number](sql::Session& session) {
        const auto followed = number % 100;
        session.prepare("INSERT INTO bench_follows (id, followed) VALUES (:id, :followed)")
            .use(number)
            .use(followed)
            .run();
        session.prepare("UPDATE bench_followed SET followers = followers + 1 WHERE id = :id")
            .use(followed)
            .run();
    });
}

void make_follow_tables(sql::Session& session) {
    session.execute("CREATE TABLE bench_follows (id BIGINT PRIMARY KEY, followed BIGINT NOT NULL)");
    session.execute(
        "CREATE TABLE bench_followed (id BIGINT PRIMARY KEY, followers BIGINT NOT NULL)");
    for (int id = 0; id < 100; ++id) {
        session.prepare("INSERT INTO bench_followed (id, followers) VALUES (:id, 0)").use(id).run();
    }
}

/// All callers on one thread, each with its next write when the last is acknowledged.
class Load {
public:
    explicit Load(const Options& options) : options_(options) {}

    void run(const char* name, const sql::Database& database, const Write& write) {
        latencies_.clear();
        const auto retries = database.writes().totals.retries.load();
        const auto begun = mono_now();
        until_ = begun + std::chrono::seconds(options_.seconds);
        asio::io_context loop;
        for (int i = 0; i < options_.callers; ++i) {
            asio::co_spawn(loop, call(write), [](const std::exception_ptr& failure) {
                if (failure) std::rethrow_exception(failure);
            });
        }
        loop.run();
        const std::chrono::duration<double> passed = mono_now() - begun;
        std::ranges::sort(latencies_);
        std::printf("%-10s %6.0f writes/s   p50 %5.1f ms   p99 %5.1f ms   retries %5.2f %%\n", name,
                    static_cast<double>(latencies_.size()) / passed.count(), at(0.5), at(0.99),
                    100.0 * static_cast<double>(database.writes().totals.retries - retries) /
                        static_cast<double>(latencies_.size()));
    }

private:
    asio::awaitable<void> call(Write write) {
        while (mono_now() < until_) {
            const auto begun = mono_now();
            co_await write(++made_);
            latencies_.push_back(std::chrono::duration<double, std::milli>(mono_now() - begun));
        }
    }

    double at(double share) const {
        const auto last = static_cast<double>(latencies_.size() - 1);
        return latencies_.at(static_cast<std::size_t>(share * last)).count();
    }

    Options options_;
    MonoTime until_;
    std::uint64_t made_ = 0;
    std::vector<std::chrono::duration<double, std::milli>> latencies_;
};

void measure(const Options& options) {
    auto database = sql::Database::open(
        {.url = options.url, .writers = static_cast<std::size_t>(options.writers)});
    if (!database) throw std::runtime_error(database.error());
    asio::io_context loop;
    asio::co_spawn(loop, (*database)->write(&make_follow_tables),
                   [](const std::exception_ptr& failure) {
                       if (failure) std::rethrow_exception(failure);
                   });
    loop.run();

    sql::AccountsRepository accounts(**database);
    Load load(options);
    load.run("register", **database,
             [&accounts](std::uint64_t number) { return create_user(accounts, number); });
    load.run("follow", **database,
             [&database](std::uint64_t number) { return follow(**database, number); });
}

}  // namespace
}  // namespace freshet::bench

int main(int argc, char** argv) {
    using namespace freshet::bench;
    Options options;
    CLI::App app("Counts how many writes a database acknowledges.", "database");
    app.add_option("--url", options.url, "As DATABASE_URL; an empty database")->required();
    app.add_option("--callers", options.callers, "How many write at once")
        ->check(CLI::Range(1, 1000));
    app.add_option("--seconds", options.seconds, "For each kind of write")
        ->check(CLI::Range(1, 600));
    app.add_option("--writers", options.writers, "Sessions that write, on PostgreSQL")
        ->check(CLI::Range(1, 64));
    return run_tool(app, argc, argv, [&options] { measure(options); });
}
