#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "store/sql/positions_repository.hpp"
#include "store/sql/share_links_repository.hpp"
#include "store/sql/test_rooms.hpp"
#include "store/sql/test_videos.hpp"
#include "vod/error.hpp"
#include "vod/job_watch.hpp"
#include "vod/jobs.hpp"
#include "vod/share_links.hpp"
#include "vod/uploads.hpp"
#include "vod/videos.hpp"
#include "vod/work_queue.hpp"

// The services of videos on real rows: what they judge, and what they tell.
namespace freshet::sql {
namespace {

using namespace std::chrono_literals;
using test::noon;
using test::run;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using vod::Asker;
using vod::Errc;
using vod::FailureCode;
using vod::JobKind;
using vod::Visibility;

/// A hash of which a test sees what it is of.
vod::PasswordSeam plain_passwords() {
    struct Plain {
        static asio::awaitable<std::string> hash(std::string password) {
            co_return "hash of " + password;
        }
        static asio::awaitable<bool> verify(std::string password, std::string hash) {
            co_return hash == "hash of " + password;
        }
    };
    return {.hash = &Plain::hash, .verify = &Plain::verify};
}

/// An event in few words.
std::string words_of(const Event& event) {
    if (const auto* one = std::get_if<VideoProgressed>(&event)) {
        auto text = one->status + ' ' + std::to_string(one->progress);
        if (!one->doing.empty()) text += ' ' + one->doing;
        if (one->position != 0) text += " at " + std::to_string(one->position);
        return text + one->failure;
    }
    if (const auto* one = std::get_if<VideoReady>(&event)) return "ready: " + one->title;
    if (const auto* one = std::get_if<VideoFailed>(&event)) return "failed: " + one->failure;
    if (const auto* one = std::get_if<VideoChanged>(&event))
        return "changed, epoch " + std::to_string(one->access_epoch);
    if (std::holds_alternative<VideoRemoved>(event)) return "removed";
    if (std::holds_alternative<JobQueued>(event)) return "queued";
    return "something else";
}

class VideoServices : public testing::TestWithParam<test::OpenDatabase> {
protected:
    /// What was told since it was last asked.
    std::vector<std::string> told() { return std::exchange(told_, {}); }

    vod::Video add_ready(Visibility visibility) {
        auto video = test::add_ready_video(*opened_.database, ada_, "Oil", visibility);
        told_.clear();
        return video;
    }

    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    WallTime now_ = noon;
    WallClock clock_ = [this] { return now_; };
    EventBus events_;
    std::vector<std::string> told_;
    EventBus::Listener ear_ =
        events_.listen([this](const Event& event) { told_.push_back(words_of(event)); });
    UploadsRepository upload_rows_{*opened_.database};
    VideosRepository video_rows_{*opened_.database};
    JobsRepository job_rows_{*opened_.database};
    ShareLinksRepository link_rows_{*opened_.database};
    PositionsRepository position_rows_{*opened_.database};
    vod::Uploads uploads_{{}, upload_rows_, events_, clock_};
    vod::Videos videos_{video_rows_, events_, clock_};
    vod::Jobs jobs_{job_rows_, events_, clock_};
    vod::WorkQueue queue_{job_rows_, events_, clock_};
    vod::ShareLinks links_{{}, link_rows_, plain_passwords(), events_, clock_};
    vod::Positions positions_{position_rows_, clock_};
};

TEST_P(VideoServices, the_owner_hears_of_a_video_from_its_first_byte_until_it_plays) {
    auto draft = test::draft_of(ada_, "Oil");
    const auto id = run(uploads_.begin(draft)).value().id;
    ASSERT_TRUE(run(uploads_.note({.id = id, .from = 0, .to = 50}, ada_.user)));
    ASSERT_TRUE(run(uploads_.note({.id = id, .from = 50, .to = 100}, ada_.user)));
    ASSERT_TRUE(run(uploads_.finish(id, ada_.user, 100)));
    EXPECT_THAT(told(), ElementsAre("UPLOADING 0", "UPLOADING 50", "UPLOADING 100",
                                    "PROCESSING 0 probe at 1", "queued"));

    const auto claim = run(queue_.claim({.worker = "one"})).value();
    const auto changed = run(queue_.become(claim, JobKind::repackage)).value();
    ASSERT_TRUE(run(queue_.renew(changed, 40)));
    ASSERT_TRUE(run(queue_.publish(changed, test::an_outcome())));
    EXPECT_EQ(changed.kind, JobKind::repackage);
    EXPECT_THAT(told(), ElementsAre("PROCESSING 0 probe", "PROCESSING 0 repackage",
                                    "PROCESSING 40 repackage", "READY 100", "changed, epoch 1",
                                    "ready: Oil"));
}

TEST_P(VideoServices, the_owner_hears_why_a_video_waits_and_why_it_has_failed) {
    const auto finished = test::add_video(*opened_.database, ada_, "Oil");
    const auto first = run(queue_.claim({.worker = "one"})).value();
    ASSERT_TRUE(run(queue_.put_off(first, {.why = "the disk is full", .is_outage = true})));
    EXPECT_THAT(told(), ElementsAre("PROCESSING 0 probe", "PROCESSING 0 probe at 1", "queued"));
    test::change(*opened_.database, "UPDATE jobs SET not_before = 0");

    const auto second = run(queue_.claim({.worker = "one"})).value();
    ASSERT_TRUE(run(queue_.fail(second, FailureCode::damaged)));
    EXPECT_THAT(told(), ElementsAre("PROCESSING 0 probe", "FAILED 0damaged", "changed, epoch 1",
                                    "failed: damaged"));
    EXPECT_EQ(error_of(run(queue_.renew(second, 1))), Errc::lease_lost);

    ASSERT_TRUE(run(jobs_.retry_video(finished.video.id)));
    EXPECT_THAT(told(), ElementsAre("PROCESSING 0 probe at 1", "queued"));
}

TEST_P(VideoServices, what_kills_its_workers_is_told_when_it_is_buried) {
    test::add_video(*opened_.database, ada_, "Oil");
    test::change(*opened_.database,
                 "UPDATE jobs SET status = 'RUNNING', attempts = 5, lease_ends_at = 1");

    EXPECT_EQ(run(queue_.bury(10)), 1u);

    EXPECT_THAT(told(), ElementsAre("FAILED 0too_many_attempts", "changed, epoch 1",
                                    "failed: too_many_attempts"));
}

TEST_P(VideoServices, a_file_without_a_title_is_called_by_its_name) {
    auto draft = test::draft_of(ada_, "  ");
    draft.file_name = "../oil.mp4";
    EXPECT_EQ(run(video_rows_.find(run(uploads_.begin(draft)).value().id))->title, "oil");
    draft.file_name.clear();
    EXPECT_EQ(run(video_rows_.find(run(uploads_.begin(draft)).value().id))->title, "Untitled");
    draft.video.title = "\xff";
    const auto refused = run(uploads_.begin(draft));
    EXPECT_EQ(error_of(refused), Errc::invalid_fields);
    draft.video.title = "Oil";
    draft.metadata = "a\nb";
    EXPECT_EQ(error_of(run(uploads_.begin(draft))), Errc::invalid_fields);
}

TEST_P(VideoServices, what_is_given_up_or_has_had_its_time_is_told_as_removed) {
    const auto id = run(uploads_.begin(test::draft_of(ada_, "one"))).value().id;
    ASSERT_TRUE(run(uploads_.begin(test::draft_of(ada_, "two"))));
    (void)told();

    ASSERT_TRUE(run(uploads_.give_up(id, ada_.user)));
    EXPECT_THAT(told(), ElementsAre("removed", "queued"));
    EXPECT_EQ(run(uploads_.sweep(10)), 0u);
    now_ += 24h;
    EXPECT_EQ(run(uploads_.sweep(10)), 1u);
    EXPECT_THAT(told(), ElementsAre("removed"));
}

TEST_P(VideoServices, others_find_and_change_nothing_that_is_private) {
    const auto own = add_ready(Visibility::private_);
    const auto open = add_ready(Visibility::public_);
    const Asker eve{.user = eve_.user};
    const Asker staff{.user = eve_.user, .is_staff = true};

    EXPECT_EQ(error_of(run(videos_.find(own.id, eve))), Errc::video_not_found);
    EXPECT_EQ(error_of(run(videos_.find(own.id, {}))), Errc::video_not_found);
    EXPECT_TRUE(run(videos_.find(own.id, {.user = ada_.user})));
    EXPECT_TRUE(run(videos_.find(open.id, {})));
    EXPECT_EQ(error_of(run(videos_.find_own(open.id, eve))), Errc::video_not_found);
    EXPECT_EQ(error_of(run(videos_.change(open.id, eve, {.title = "x"}))), Errc::video_not_found);
    EXPECT_EQ(error_of(run(videos_.remove(open.id, eve))), Errc::video_not_found);
    EXPECT_THAT(told(), IsEmpty());
    EXPECT_TRUE(run(videos_.change(open.id, staff, {.title = "x"})));
    EXPECT_EQ(error_of(run(jobs_.find(*own.job, eve))), Errc::job_not_found);
    EXPECT_TRUE(run(jobs_.find(*own.job, staff)));
    EXPECT_TRUE(run(jobs_.find(*own.job, {.user = ada_.user})));
}

TEST_P(VideoServices, caches_hear_of_every_change) {
    const auto video = add_ready(Visibility::public_);
    const Asker ada{.user = ada_.user};

    ASSERT_TRUE(run(videos_.change(video.id, ada, {.title = " Ink ", .tags = {{"a", "A"}}})));
    ASSERT_TRUE(run(videos_.change(video.id, ada, {.visibility = Visibility::private_})));
    EXPECT_EQ(error_of(run(videos_.change(video.id, ada, {.title = " "}))), Errc::invalid_fields);
    EXPECT_EQ(run(videos_.find(video.id, ada))->title, "Ink");
    EXPECT_THAT(run(videos_.find(video.id, ada))->tags, ElementsAre("a"));
    ASSERT_TRUE(run(videos_.remove(video.id, ada)));

    EXPECT_THAT(told(), ElementsAre("changed, epoch 1", "changed, epoch 2", "removed", "queued"));
}

TEST_P(VideoServices, a_share_link_is_good_until_its_end_and_asks_for_its_password) {
    const auto video = add_ready(Visibility::private_);
    const auto made =
        run(links_.make({.video = video.id, .expires_at = noon + 1h, .password = "four words"}))
            .value();
    const std::string secret(made.secret.reveal());
    const auto open = [&](std::optional<std::string> password) {
        return error_of(run(links_.open(secret, std::move(password))));
    };

    EXPECT_EQ(secret.size(), 22u);
    EXPECT_FALSE(made.link.secret_hash.contains(secret));
    EXPECT_EQ(open({}), Errc::link_password_required);
    EXPECT_EQ(open("five words"), Errc::link_password_wrong);
    EXPECT_EQ(open("four words"), ErrorCode());
    EXPECT_EQ(run(links_.list(video.id)).at(0).opened, 1u);
    now_ += 1h;
    EXPECT_EQ(open("four words"), Errc::link_not_found);
    EXPECT_EQ(error_of(run(links_.open("no secret", {}))), Errc::link_not_found);
    EXPECT_EQ(error_of(run(links_.open(std::string(22, 'A'), {}))), Errc::link_not_found);
}

TEST_P(VideoServices, a_share_link_that_is_revoked_opens_nothing_and_ends_what_was_begun) {
    const auto video = add_ready(Visibility::private_);
    const auto made = run(links_.make({.video = video.id})).value();
    const std::string secret(made.secret.reveal());
    ASSERT_TRUE(run(links_.open(secret, "a password that nobody asked for")));

    ASSERT_TRUE(run(links_.revoke(video.id, made.link.id)));

    EXPECT_EQ(error_of(run(links_.open(secret, {}))), Errc::link_not_found);
    EXPECT_EQ(error_of(run(links_.revoke(video.id, made.link.id))), Errc::link_not_found);
    EXPECT_THAT(told(), ElementsAre("changed, epoch 2"));
}

TEST_P(VideoServices, a_share_link_has_an_end_to_come_and_a_password_of_some_length) {
    const auto video = add_ready(Visibility::private_);
    const auto faults = [&](std::optional<WallTime> expires_at,
                            std::optional<std::string> password) {
        const auto made = run(links_.make(
            {.video = video.id, .expires_at = expires_at, .password = std::move(password)}));
        return made ? std::string() : made.error().fields.at(0).code;
    };

    EXPECT_EQ(faults({}, {}), "");
    EXPECT_EQ(faults(noon, {}), "in_the_past");
    EXPECT_EQ(faults(noon + std::chrono::days(400), {}), "too_far_away");
    EXPECT_EQ(faults({}, "abc"), "bad_length");
    EXPECT_EQ(faults({}, std::string(129, 'a')), "bad_length");
    EXPECT_EQ(faults({}, "\xff\xff\xff\xff"), "invalid_text");
}

TEST_P(VideoServices, a_view_is_resumed_where_it_was_left_unless_it_was_nearly_over) {
    const auto video = add_ready(Visibility::public_);
    const auto noted = run(positions_.note(eve_.user, video, 30s)).value();

    EXPECT_EQ(noted.at, 30s);
    EXPECT_EQ(run(positions_.find({.user = eve_.user, .video = video.id})), noted);
    EXPECT_TRUE(run(positions_.note(eve_.user, video, 90s))->is_finished);
    EXPECT_EQ(run(positions_.history(eve_.user, {})).items.at(0).position.at, 0s);
    const auto waiting = test::add_video(*opened_.database, ada_, "waiting").video;
    EXPECT_EQ(error_of(run(positions_.note(eve_.user, waiting, 1s))), Errc::video_not_ready);
}

/// A server that looks at what workers of another process do.
class JobWatchContract : public VideoServices {
protected:
    /// What is told when it looks once more.
    std::vector<std::string> look() {
        run(watch_.look());
        return told();
    }

    EventBus unheard_;
    vod::WorkQueue elsewhere_{job_rows_, unheard_, clock_};
    vod::JobWatch watch_{{.bite = 2}, job_rows_, video_rows_, events_, [](std::string_view worker) {
                             return worker.starts_with("own/");
                         }};
};

TEST_P(JobWatchContract, what_is_done_elsewhere_is_told_once) {
    EXPECT_THAT(look(), IsEmpty());
    test::add_video(*opened_.database, ada_, "Oil");
    EXPECT_THAT(look(), ElementsAre("PROCESSING 0 probe at 1", "queued"));
    EXPECT_THAT(look(), IsEmpty());

    const auto claim = run(elsewhere_.claim({.worker = "far/1"})).value();
    ASSERT_TRUE(run(elsewhere_.renew(claim, 40)));
    EXPECT_THAT(look(), ElementsAre("PROCESSING 40 probe"));
    ASSERT_TRUE(run(elsewhere_.publish(claim, test::an_outcome())));
    EXPECT_THAT(look(), ElementsAre("READY 100", "changed, epoch 1", "ready: Oil"));
    EXPECT_THAT(look(), IsEmpty());
}

TEST_P(JobWatchContract, a_node_that_starts_hears_what_it_has_missed_and_no_more) {
    test::add_video(*opened_.database, ada_, "Oil");
    const auto claim = run(elsewhere_.claim({.worker = "far/1"})).value();
    ASSERT_TRUE(run(elsewhere_.fail(claim, FailureCode::damaged)));
    test::add_video(*opened_.database, ada_, "old");
    test::change(*opened_.database, "UPDATE jobs SET updated_at = 1 WHERE status = 'QUEUED'");

    EXPECT_THAT(look(), ElementsAre("FAILED 0damaged", "changed, epoch 1", "failed: damaged"));
}

TEST_P(JobWatchContract, workers_of_its_own_are_not_told_of_twice) {
    test::add_video(*opened_.database, ada_, "Oil");
    const auto claim = run(queue_.claim({.worker = "own/1"})).value();
    (void)told();

    EXPECT_THAT(look(), IsEmpty());
    ASSERT_TRUE(run(queue_.publish(claim, test::an_outcome())));
    (void)told();
    EXPECT_THAT(look(), IsEmpty());
}

TEST_P(JobWatchContract, one_of_its_own_that_others_have_queued_again_is_told) {
    test::add_video(*opened_.database, ada_, "Oil");
    const auto claim = run(queue_.claim({.worker = "own/1"})).value();
    ASSERT_TRUE(run(queue_.fail(claim, FailureCode::damaged)));
    (void)look();

    ASSERT_TRUE(run(job_rows_.retry(claim.job)));

    EXPECT_THAT(look(), ElementsAre("PROCESSING 0 probe at 1", "queued"));
}

TEST_P(JobWatchContract, what_is_told_late_is_told_as_of_its_time) {
    test::add_video(*opened_.database, ada_, "Oil");
    const auto claim = run(elsewhere_.claim({.worker = "far/1"})).value();
    ASSERT_TRUE(run(elsewhere_.publish(claim, test::an_outcome())));
    std::vector<WallTime> times;
    const auto ear = events_.listen([&times](const Event& event) {
        if (const auto* ready = std::get_if<VideoReady>(&event)) times.push_back(ready->at);
    });

    (void)look();

    EXPECT_THAT(times, ElementsAre(run(job_rows_.find(claim.job)).value().updated_at));
}

TEST_P(JobWatchContract, more_than_a_bite_is_told_at_one_look) {
    for (int i = 0; i < 5; ++i) test::add_video(*opened_.database, ada_, "Oil");

    EXPECT_EQ(look().size(), 10u);
}

INSTANTIATE_TEST_SUITE_P(On, JobWatchContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);
INSTANTIATE_TEST_SUITE_P(On, VideoServices, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
