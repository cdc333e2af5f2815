#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "store/sql/test_rooms.hpp"
#include "store/sql/test_videos.hpp"
#include "vod/error.hpp"

// What many workers do at once to one queue, when each of them may be killed at any step.
namespace freshet::sql {
namespace {

using test::run;
using vod::Claim;
using vod::Ended;
using vod::Errc;
using vod::FailureCode;
using vod::JobKind;
using vod::JobStatus;

constexpr std::size_t workers = 20;
constexpr std::size_t jobs_max = 50;

/// How often each job came to an end, as its workers were told.
class Ends {
public:
    void note(const Ended& ended) {
        if (ended.job.status == JobStatus::queued) return;
        const std::lock_guard lock(mutex_);
        ++counts_[ended.job.id];
    }

    [[nodiscard]] bool is_all() {
        const std::lock_guard lock(mutex_);
        return counts_.size() >= jobs_max;
    }

    [[nodiscard]] std::map<JobId, int> counts() {
        const std::lock_guard lock(mutex_);
        return counts_;
    }

private:
    std::mutex mutex_;
    std::map<JobId, int> counts_;
};

/// One worker, who is killed now and then and rises again without remembering; his ghost tries to
/// end the job that he had.
class Worker {
public:
    Worker(Database& database, Ends& ends, unsigned seed)
        : database_(database), jobs_(database), ends_(ends), random_(seed) {}

    void work() {
        while (!ends_.is_all()) {
            if (draws(10)) bury();
            if (draws(10)) haunt();
            const auto claimed = run(jobs_.claim({.worker = "one of twenty"}));
            if (claimed) do_job(claimed->claim);
        }
    }

private:
    [[nodiscard]] bool draws(unsigned one_in) { return random_() % one_in == 0; }

    /// True: this is the end of him, and his lease runs out.
    bool is_killed(const Claim& claim) {
        if (!draws(4)) return false;
        run(database_.write([claim](Session& session) {
            auto statement = session.prepare(
                "UPDATE jobs SET lease_ends_at = 1 WHERE id = :id AND fence = :fence");
            statement.use(claim.job).use(claim.fence).run();
        }));
        ghost_ = claim;
        return true;
    }

    void do_job(const Claim& claim) {
        if (is_killed(claim)) return;
        if (draws(8)) return note(run(jobs_.give_back(claim)));
        if (draws(8)) return note(run(jobs_.fail(claim, FailureCode::damaged)));
        if (!run(jobs_.become(claim, JobKind::transcode))) return;
        if (is_killed(claim)) return;
        if (!run(jobs_.renew(claim, 50))) return;
        if (is_killed(claim)) return;
        note(run(jobs_.publish(claim, test::an_outcome())));
        (void)is_killed(claim);
    }

    void bury() {
        for (const auto& ended : run(jobs_.bury(10))) ends_.note(ended);
    }

    void haunt() {
        if (ghost_) note(run(jobs_.publish(*ghost_, test::an_outcome())));
        ghost_.reset();
    }

    void note(const Result<Ended>& ended) {
        if (ended) return ends_.note(*ended);
        EXPECT_EQ(ended.error(), Errc::lease_lost);
    }

    Database& database_;
    JobsRepository jobs_;
    Ends& ends_;
    std::mt19937 random_;
    std::optional<Claim> ghost_;
};

class JobRace : public testing::TestWithParam<test::OpenDatabase> {
protected:
    JobRace() {
        auto config = opened_.config;
        config.writers = 8;
        config.readers = 4;
        opened_.database.reset();
        opened_.database = test::open_or_throw(config);
    }

    std::int64_t count(const std::string& what) {
        return test::count(*opened_.database, "SELECT COUNT(*) FROM " + what);
    }

    test::TestDatabase opened_ = GetParam()();
};

TEST_P(JobRace, every_job_ends_once_whoever_is_killed_and_when) {
    auto& database = *opened_.database;
    const auto ada = test::add_person(database, "ada");
    for (std::size_t i = 0; i < jobs_max; ++i) (void)test::add_video(database, ada, "Oil");
    Ends ends;

    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < workers; ++i)
            threads.emplace_back([&, i] { Worker(database, ends, i).work(); });
    }

    const auto counts = ends.counts();
    EXPECT_EQ(counts.size(), jobs_max);
    for (const auto& [job, times] : counts) EXPECT_EQ(times, 1) << to_string(job);
    EXPECT_EQ(count("jobs WHERE status IN ('QUEUED', 'RUNNING')"), 0);
    EXPECT_EQ(count("jobs WHERE finished_at IS NULL"), 0);
    EXPECT_EQ(count("videos WHERE status IN ('READY', 'FAILED')"),
              static_cast<std::int64_t>(jobs_max));
    // What plays is what the last one who had the job has made, and nothing else.
    EXPECT_EQ(count(R"(videos v JOIN jobs j ON j.id = v.job_id
                    WHERE (v.status = 'READY') <> (j.status = 'COMPLETED')
                        OR (v.status = 'READY' AND v.generation <> j.fence))"),
              0);
    EXPECT_EQ(count(R"(renditions r JOIN videos v ON v.id = r.video_id
                    WHERE r.generation <> v.generation)"),
              0);
    EXPECT_EQ(count("(SELECT DISTINCT fence FROM jobs) f"), static_cast<std::int64_t>(jobs_max));
}

INSTANTIATE_TEST_SUITE_P(On, JobRace, testing::ValuesIn(test::database_kinds), test::kind_name);

}  // namespace
}  // namespace freshet::sql
