#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "store/sql/outbox.hpp"
#include "store/sql/test_rooms.hpp"
#include "store/sql/test_videos.hpp"
#include "vod/error.hpp"
#include "vod/objects.hpp"

namespace freshet::sql {
namespace {

using namespace std::chrono_literals;
using test::an_outcome;
using test::noon;
using test::run;
using vod::Claim;
using vod::Errc;
using vod::FailureCode;
using vod::JobKind;
using vod::JobLimits;
using vod::JobStatus;
using vod::VideoStatus;

vod::Rendition a_rendition() {
    auto rendition = an_outcome().renditions[1];
    rendition.name = "720p";
    rendition.width = 1280;
    return rendition;
}

/// What every JobRepository promises. Leases are told by the database's clock, so that they end
/// when a test says that they did.
class JobsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    JobId add(const std::string& title) {
        return test::add_video(*opened_.database, ada_, title).job.id;
    }

    std::optional<Claim> claim(vod::JobWish wish = {.worker = "one"}) {
        const auto claimed = run(jobs_.claim(std::move(wish)));
        return claimed ? std::optional(claimed->claim) : std::nullopt;
    }

    void end_leases() {
        test::change(*opened_.database,
                     "UPDATE jobs SET lease_ends_at = 1 WHERE lease_ends_at > 0");
    }
    void end_waits() { test::change(*opened_.database, "UPDATE jobs SET not_before = 0"); }

    vod::Job job(JobId id) { return run(jobs_.find(id)).value(); }
    vod::Video video(VideoId id) { return run(videos_.find(id)).value(); }

    std::vector<std::string> outgoing() {
        std::vector<std::string> events;
        for (auto due = run(outbox_.due(wall_now(), 10)); !due.empty();
             due = run(outbox_.due(wall_now(), 10))) {
            events.push_back(due.front().event);
            run(outbox_.remove(due.front().id));
        }
        return events;
    }

    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    JobsRepository jobs_{*opened_.database};
    VideosRepository videos_{*opened_.database};
    UploadsRepository uploads_{*opened_.database};
    OutboxRepository outbox_{*opened_.database};
};

TEST_P(JobsContract, the_first_by_priority_and_then_by_age_is_claimed_first) {
    const auto first = add("first");
    const auto second = add("second");
    const auto urgent = add("urgent");
    test::change(*opened_.database,
                 "UPDATE jobs SET priority = 500 WHERE id = '" + to_string(urgent) + "'");
    EXPECT_EQ(job(second).position, 3u);
    test::change(*opened_.database, "UPDATE videos SET generation = 3 WHERE title = 'second'");

    const auto claims = std::array{claim(), claim(), claim(), claim()};

    EXPECT_EQ(claims[0]->job, urgent);
    EXPECT_EQ(claims[1]->job, first);
    EXPECT_EQ(claims[2]->job, second);
    EXPECT_FALSE(claims[3]);
    EXPECT_LT(claims[0]->fence, claims[1]->fence);
    EXPECT_EQ(claims[1]->title, "first");
    EXPECT_EQ(claims[1]->source_key, vod::source_key(claims[1]->video));
    EXPECT_EQ(claims[1]->source_bytes, 100u);
    EXPECT_EQ(claims[1]->played, 0u);
    EXPECT_EQ(claims[2]->played, 3u);
    EXPECT_EQ(job(first).worker, "one");
    EXPECT_EQ(job(first).position, 0u);
}

TEST_P(JobsContract, a_worker_may_want_some_kinds_only) {
    add("one");
    const auto gone = test::begin_upload(*opened_.database, test::draft_of(ada_, "gone"));
    ASSERT_TRUE(run(uploads_.give_up(gone, ada_.user, noon)));

    const auto removal = claim({.worker = "one", .kinds = {JobKind::delete_}});

    EXPECT_EQ(removal->kind, JobKind::delete_);
    EXPECT_FALSE(claim({.worker = "one", .kinds = {JobKind::delete_, JobKind::thumbnail}}));
    EXPECT_TRUE(claim({.worker = "one", .kinds = {JobKind::probe, JobKind::transcode}}));
}

TEST_P(JobsContract, a_lease_is_renewed_by_whoever_has_it) {
    const auto id = add("one");
    const auto mine = claim().value();
    end_leases();

    const auto renewed = run(jobs_.renew(mine, 40)).value();

    EXPECT_EQ(renewed.progress, 40u);
    EXPECT_EQ(video(mine.video).progress, 40u);
    EXPECT_FALSE(claim());
    EXPECT_EQ(job(id).attempts, 1u);
}

TEST_P(JobsContract, who_lost_the_lease_writes_nothing_any_more) {
    add("one");
    const auto lost = claim().value();
    end_leases();
    const auto mine = claim({.worker = "two"}).value();
    EXPECT_EQ(mine.job, lost.job);
    EXPECT_GT(mine.fence, lost.fence);
    EXPECT_EQ(mine.attempts, 2u);

    EXPECT_EQ(error_of(run(jobs_.renew(lost, 50))), Errc::lease_lost);
    EXPECT_EQ(error_of(run(jobs_.become(lost, JobKind::transcode))), Errc::lease_lost);
    EXPECT_EQ(error_of(run(jobs_.publish(lost, an_outcome()))), Errc::lease_lost);
    EXPECT_EQ(error_of(run(jobs_.add_rendition(lost, a_rendition()))), Errc::lease_lost);
    EXPECT_EQ(error_of(run(jobs_.complete(lost))), Errc::lease_lost);
    EXPECT_EQ(error_of(run(jobs_.fail(lost, FailureCode::damaged))), Errc::lease_lost);
    EXPECT_EQ(error_of(run(jobs_.put_off(lost, {.why = "the disk is full"}))), Errc::lease_lost);
    EXPECT_EQ(error_of(run(jobs_.give_back(lost))), Errc::lease_lost);

    EXPECT_EQ(job(mine.job).status, JobStatus::running);
    EXPECT_EQ(job(mine.job).worker, "two");
    EXPECT_EQ(video(mine.video).status, VideoStatus::processing);
    EXPECT_TRUE(run(jobs_.publish(mine, an_outcome())));
    EXPECT_EQ(error_of(run(jobs_.publish(mine, an_outcome()))), Errc::lease_lost);
}

TEST_P(JobsContract, a_probe_becomes_what_it_found_in_the_same_row) {
    const auto id = add("one");
    const auto mine = claim().value();
    ASSERT_TRUE(run(jobs_.renew(mine, 90)));

    const auto changed = run(jobs_.become(mine, JobKind::transcode)).value();

    EXPECT_EQ(changed.id, id);
    EXPECT_EQ(changed.kind, JobKind::transcode);
    EXPECT_EQ(changed.progress, 0u);
    EXPECT_EQ(video(mine.video).doing, "transcode");
}

TEST_P(JobsContract, what_is_published_plays) {
    run(outbox_.switch_on(true));
    add("one");
    const auto mine = claim().value();

    const auto ended = run(jobs_.publish(mine, an_outcome())).value();

    EXPECT_EQ(ended.job.status, JobStatus::completed);
    EXPECT_EQ(ended.job.progress, 100u);
    EXPECT_TRUE(ended.job.finished_at);
    const auto& ready = ended.video.value();
    EXPECT_EQ(ready.status, VideoStatus::ready);
    EXPECT_EQ(ready.progress, 100u);
    EXPECT_EQ(ready.generation, mine.fence);
    EXPECT_EQ(ready.facts, an_outcome().facts);
    EXPECT_EQ(ready.media_bytes, 300u);
    EXPECT_TRUE(ready.has_thumbnail && ready.ready_at);
    EXPECT_EQ(outgoing(), std::vector<std::string>{"video.ready"});

    const auto playable = run(videos_.find_playable(mine.video)).value();
    EXPECT_EQ(playable.video, ready);
    ASSERT_EQ(playable.renditions.size(), 2u);
    auto source = an_outcome().renditions[1];
    source.generation = mine.fence;
    EXPECT_EQ(playable.renditions[0], source);
    EXPECT_EQ(playable.renditions[1].name, "audio");
}

TEST_P(JobsContract, what_another_generation_had_made_goes_by_a_job) {
    add("one");
    const auto first = claim().value();
    ASSERT_TRUE(run(jobs_.publish(first, an_outcome())));
    test::change(*opened_.database, "UPDATE jobs SET status = 'QUEUED', finished_at = NULL");
    const auto second = claim().value();

    ASSERT_TRUE(run(jobs_.publish(second, an_outcome())));

    EXPECT_EQ(video(first.video).generation, second.fence);
    const auto removal = claim().value();
    EXPECT_EQ(removal.kind, JobKind::delete_);
    const auto wanted =
        vod::Removal{.keys = {vod::thumbnail_key(first.video, first.fence)},
                     .prefixes = {vod::generation_prefix(first.video, first.fence)}};
    EXPECT_EQ(vod::removal_from(removal.input), wanted);
    EXPECT_TRUE(run(jobs_.complete(removal)));
    EXPECT_FALSE(claim());
    EXPECT_EQ(video(first.video).status, VideoStatus::ready);
}

TEST_P(JobsContract, a_rendition_may_come_later_to_a_video_that_plays) {
    add("one");
    const auto mine = claim().value();
    EXPECT_EQ(error_of(run(jobs_.add_rendition(mine, a_rendition()))), Errc::video_not_ready);
    ASSERT_TRUE(run(jobs_.publish(mine, an_outcome())));
    test::change(*opened_.database, "UPDATE jobs SET status = 'QUEUED', finished_at = NULL");
    const auto later = claim().value();

    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(run(jobs_.add_rendition(later, a_rendition())));
    }

    const auto playable = run(videos_.find_playable(mine.video)).value();
    ASSERT_EQ(playable.renditions.size(), 3u);
    EXPECT_EQ(playable.renditions[1].name, "720p");
    EXPECT_EQ(playable.renditions[1].generation, later.fence);
    EXPECT_EQ(playable.video.generation, mine.fence);
}

TEST_P(JobsContract, a_failure_of_the_file_is_final) {
    run(outbox_.switch_on(true));
    add("one");
    const auto mine = claim().value();

    const auto ended = run(jobs_.fail(mine, FailureCode::damaged)).value();

    EXPECT_EQ(ended.job.status, JobStatus::failed);
    EXPECT_EQ(ended.job.failure, FailureCode::damaged);
    EXPECT_EQ(ended.video->status, VideoStatus::failed);
    EXPECT_EQ(ended.video->failure, FailureCode::damaged);
    EXPECT_FALSE(claim());
    EXPECT_EQ(outgoing(), std::vector<std::string>{"video.failed"});
}

TEST_P(JobsContract, receivers_of_webhooks_learn_which_video_and_why) {
    run(outbox_.switch_on(true));
    add("Oil");
    const auto mine = claim().value();
    ASSERT_TRUE(run(jobs_.fail(mine, FailureCode::too_long)));

    const auto due = run(outbox_.due(wall_now(), 10));

    ASSERT_EQ(due.size(), 1u);
    const auto data = boost::json::parse(due[0].body).at("data");
    EXPECT_EQ(data.at("videoId").as_string(), to_string(mine.video));
    EXPECT_EQ(data.at("userId").as_string(), to_string(ada_.user));
    EXPECT_EQ(data.at("title"), "Oil");
    EXPECT_EQ(data.at("handle"), "ada");
    EXPECT_EQ(data.at("failure"), "too_long");
}

TEST_P(JobsContract, one_of_the_surroundings_is_tried_again_later_each_time) {
    const auto id = add("one");
    for (const auto wait : {5s, 30s, 120s, 600s, 3600s, 3600s}) {
        const auto mine = claim().value();
        EXPECT_EQ(mine.attempts, 1u);

        const auto ended =
            run(jobs_.put_off(mine, {.why = "the disk is full", .is_outage = true})).value();

        EXPECT_EQ(ended.job.status, JobStatus::queued);
        EXPECT_EQ(ended.job.hindrance, "the disk is full");
        EXPECT_EQ(ended.video->status, VideoStatus::processing);
        const auto left = ended.job.not_before.value() - run(jobs_.clock());
        EXPECT_GT(left, wait - 3s);
        EXPECT_LE(left, wait);
        EXPECT_FALSE(claim());
        end_waits();
    }
    EXPECT_EQ(job(id).attempts, 0u);
}

TEST_P(JobsContract, what_nobody_knows_to_last_counts_as_an_attempt) {
    add("one");
    for (std::uint32_t i = 1; i < JobLimits::attempts_max; ++i) {
        const auto mine = claim().value();
        EXPECT_EQ(mine.attempts, i);
        ASSERT_EQ(run(jobs_.put_off(mine, {.why = "killed"}))->job.status, JobStatus::queued);
        end_waits();
    }

    const auto last = run(jobs_.put_off(claim().value(), {.why = "killed"})).value();

    EXPECT_EQ(last.job.failure, FailureCode::too_many_attempts);
    EXPECT_EQ(last.video->failure, FailureCode::too_many_attempts);
}

TEST_P(JobsContract, what_kills_its_workers_is_buried_at_last) {
    run(outbox_.switch_on(true));
    add("one");
    EXPECT_TRUE(run(jobs_.bury(10)).empty());
    for (std::uint32_t i = 0; i < JobLimits::attempts_max; ++i) {
        ASSERT_TRUE(claim()) << i;
        EXPECT_TRUE(run(jobs_.bury(10)).empty());
        end_leases();
    }
    EXPECT_FALSE(claim());

    const auto buried = run(jobs_.bury(10));

    ASSERT_EQ(buried.size(), 1u);
    EXPECT_EQ(buried[0].job.failure, FailureCode::too_many_attempts);
    EXPECT_EQ(buried[0].video->status, VideoStatus::failed);
    EXPECT_TRUE(run(jobs_.bury(10)).empty());
    EXPECT_EQ(outgoing(), std::vector<std::string>{"video.failed"});
}

TEST_P(JobsContract, what_is_given_back_is_as_if_it_had_not_been_claimed) {
    const auto id = add("one");
    const auto mine = claim().value();
    ASSERT_TRUE(run(jobs_.renew(mine, 40)));

    ASSERT_TRUE(run(jobs_.give_back(mine)));

    EXPECT_EQ(job(id).attempts, 0u);
    EXPECT_EQ(job(id).progress, 0u);
    EXPECT_EQ(job(id).position, 1u);
    EXPECT_EQ(claim()->attempts, 1u);
}

TEST_P(JobsContract, a_video_that_failed_is_tried_again_from_the_beginning) {
    const auto id = add("one");
    const auto mine = claim().value();
    EXPECT_EQ(error_of(run(jobs_.retry(id))), Errc::job_not_failed);
    EXPECT_EQ(error_of(run(jobs_.retry_video(mine.video))), Errc::video_not_failed);
    ASSERT_TRUE(run(jobs_.become(mine, JobKind::transcode)));
    ASSERT_TRUE(run(jobs_.fail(mine, FailureCode::took_too_long)));

    const auto again = run(jobs_.retry(id)).value();

    EXPECT_EQ(again.id, id);
    EXPECT_EQ(again.kind, JobKind::probe);
    EXPECT_EQ(again.attempts, 0u);
    EXPECT_FALSE(again.failure || again.finished_at);
    EXPECT_EQ(video(mine.video).status, VideoStatus::processing);
    EXPECT_FALSE(video(mine.video).failure);
    ASSERT_TRUE(run(jobs_.fail(claim().value(), FailureCode::damaged)));
    EXPECT_EQ(run(jobs_.retry_video(mine.video))->id, id);
    EXPECT_EQ(error_of(run(jobs_.retry(JobId::make()))), Errc::job_not_found);
    EXPECT_EQ(error_of(run(jobs_.retry_video(VideoId::make()))), Errc::video_not_found);
}

TEST_P(JobsContract, a_video_is_tried_again_though_its_job_is_forgotten) {
    add("one");
    const auto mine = claim().value();
    ASSERT_TRUE(run(jobs_.fail(mine, FailureCode::damaged)));
    test::change(*opened_.database, "DELETE FROM jobs");

    const auto again = run(jobs_.retry_video(mine.video)).value();

    EXPECT_NE(again.id, mine.job);
    EXPECT_EQ(video(mine.video).job, again.id);
    EXPECT_EQ(claim()->job, again.id);
}

TEST_P(JobsContract, who_works_on_a_video_that_is_deleted_loses_the_lease) {
    const auto id = add("one");
    const auto mine = claim().value();

    ASSERT_TRUE(run(videos_.remove(mine.video, noon)));

    EXPECT_EQ(error_of(run(jobs_.renew(mine, 1))), Errc::lease_lost);
    EXPECT_EQ(error_of(run(jobs_.publish(mine, an_outcome()))), Errc::lease_lost);
    EXPECT_FALSE(run(jobs_.find(id)));
    EXPECT_EQ(claim()->kind, JobKind::delete_);
}

TEST_P(JobsContract, lists_tell_each_ones_place_in_the_queue) {
    const auto running = add("running");
    const auto first = add("first");
    const auto second = add("second");
    ASSERT_EQ(claim()->job, running);
    const auto ids_of = [&](vod::JobFilter filter) {
        std::vector<std::pair<JobId, std::uint64_t>> ids;
        for (const auto& each : run(jobs_.list(filter, {})).items)
            ids.emplace_back(each.id, each.position);
        return ids;
    };

    using Places = std::vector<std::pair<JobId, std::uint64_t>>;
    EXPECT_EQ(ids_of({}), (Places{{second, 2}, {first, 1}, {running, 0}}));
    EXPECT_EQ(ids_of({.status = JobStatus::running}), (Places{{running, 0}}));
    EXPECT_EQ(ids_of({.kind = JobKind::delete_}), Places{});
    EXPECT_EQ(ids_of({.owner = UserId::make()}), Places{});
    EXPECT_EQ(run(jobs_.list({}, {.number = 2, .limit = 2})).total, 3u);
    EXPECT_EQ(run(jobs_.list({}, {.number = 2, .limit = 2})).items.at(0).id, running);
}

TEST_P(JobsContract, other_nodes_see_what_has_changed_since_they_looked) {
    const auto id = add("one");
    add("two");
    test::change(*opened_.database, "UPDATE jobs SET updated_at = 1");
    const auto since = run(jobs_.clock());
    EXPECT_TRUE(run(jobs_.changed(since, 10)).empty());

    ASSERT_TRUE(run(jobs_.renew(claim().value(), 7)));

    const auto changed = run(jobs_.changed(since, 10));
    ASSERT_EQ(changed.size(), 1u);
    EXPECT_EQ(changed[0].id, id);
    EXPECT_EQ(changed[0].progress, 7u);
    EXPECT_EQ(changed[0].owner, ada_.user);
    EXPECT_EQ(run(jobs_.changed(WallTime(), 1)).size(), 1u);
}

TEST_P(JobsContract, the_clock_of_the_database_tells_the_time) {
    const auto apart = run(jobs_.clock()) - wall_now();

    EXPECT_LT(apart, 5s);
    EXPECT_GT(apart, -5s);
}

INSTANTIATE_TEST_SUITE_P(On, JobsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
