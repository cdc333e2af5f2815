#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/system/system_error.hpp>

#include "app/background.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/desk.hpp"
#include "app/data_dir.hpp"
#include "app/storage.hpp"
#include "app/version.hpp"
#include "app/workers.hpp"
#include "base/log.hpp"
#include "net/process.hpp"
#include "store/sql/database.hpp"
#include "store/sql/jobs_repository.hpp"

namespace freshet::app {

namespace {

using namespace std::chrono_literals;

/// The workers of a machine that serves nobody, in the order of life.
struct WorkerProgram {
    const Config& config;
    net::IoThreads& threads;
    sql::Database& database;

    EventBus events{};  // Nobody hears it here: the server looks at the rows.
    net::BlockingPool files{{.threads = 4, .waiting_max = 4096}};
    std::unique_ptr<objects::Store> store = make_store(config, files);
    sql::JobsRepository job_rows{database};
    vod::WorkQueue queue{job_rows, events, wall_now};
    Background background{{}, threads.at(0)};
    Workers workers{{.config = config,
                     .queue = queue,
                     .objects = *store,
                     .events = events,
                     .background = background,
                     .thread = threads.at(0)}};

    void run() {
        threads.start();
        workers.start();
        log::info("app", "worker started version=\"{}\" workers={}", version(),
                  config.video_workers);
        asio::io_context context(1);
        const auto signal = asio::co_spawn(context, net::termination_signal(), asio::use_future);
        context.run();
        log::info("app", "stopping");
        workers.stop();
        background.stop(1s);
        threads.stop();
        log::info("app", "stopped");
    }
};

int work(const Config& config) {
    net::IoThreads threads(1);
    auto database = sql::Database::open({.url = database_url(config), .readers = 1, .writers = 2});
    if (!database) return refuse(database.error());
    WorkerProgram program{config, threads, **database};
    program.run();
    return 0;
}

int run_worker(Config config) {
    if (!database_url(config).starts_with("postgres")) {
        return refuse(
            "a worker shares its database with the server: DATABASE_URL must be that of a "
            "PostgreSQL; on SQLite the server's own workers (videos.workers) do all there is");
    }
    // Elsewhere every source would be missing, and every video fail of it.
    const auto objects = config.data_dir / "objects";
    if (config.storage.s3.bucket.empty() && !std::filesystem::is_directory(objects)) {
        return refuse(
            "a worker shares its objects with the server: AWS_S3_BUCKET must be the "
            "server's, or " +
            objects.string() + " the folder of the server");
    }
    // What is left to workers elsewhere is left to this one.
    if (config.video_workers == 0) config.video_workers = default_video_workers();
    net::prepare_process();
    if (const auto made = DataDir::make(config.data_dir); !made) return refuse(made.error());
    if (const auto logging = log::start(config.log); !logging)
        return refuse("LOG_DIR or LOG_TIMEZONE: " + logging.error().message());
    int code = 1;
    try {
        code = work(config);
    } catch (const std::filesystem::filesystem_error& error) {
        code = refuse(DataDir::complaint(error));
    } catch (const boost::system::system_error& error) {  // The database is away.
        code = refuse(error.what());
    }
    log::stop();
    return code;
}

}  // namespace

void add_worker_command(CLI::App& cli, Command& chosen) {
    cli.add_subcommand("worker",
                       "Make videos playable for a server on another machine, with its "
                       "PostgreSQL, and its bucket or a folder that both see.")
        ->callback([&chosen] { chosen = [](const Config& config) { return run_worker(config); }; });
}

}  // namespace freshet::app
