#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "store/sql/test_rooms.hpp"
#include "store/sql/test_videos.hpp"
#include "vod/error.hpp"

namespace freshet::sql {
namespace {

using namespace std::chrono_literals;
using test::noon;
using test::run;
using vod::Errc;
using vod::Upload;
using vod::UploadDraft;
using vod::VideoStatus;

/// What every UploadRepository promises.
class UploadsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    UploadDraft draft(const std::string& title = "Oil") { return test::draft_of(ada_, title); }

    Answer<Upload> begin(UploadDraft draft) {
        return run(uploads_.begin(std::move(draft), limits_, now_));
    }

    Result<Upload> note(VideoId id, std::uint64_t from, std::uint64_t to) {
        return run(uploads_.note({.id = id, .from = from, .to = to}, ada_.user, limits_, now_));
    }

    Result<Upload> find(VideoId id) { return run(uploads_.find(id, ada_.user, now_)); }

    std::int64_t count(const std::string& table) {
        return test::count(*opened_.database, "SELECT COUNT(*) FROM " + table);
    }

    WallTime now_ = noon;
    vod::UploadLimits limits_{};
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    UploadsRepository uploads_{*opened_.database};
    VideosRepository videos_{*opened_.database};
    JobsRepository jobs_{*opened_.database};
};

TEST_P(UploadsContract, a_video_is_there_from_the_moment_at_which_its_upload_begins) {
    auto wanted = draft();
    wanted.video.description = "With a brush";
    wanted.video.categories = {"art", "Music", "ART"};
    wanted.video.tags = {"Brush", "canvas"};
    wanted.metadata = "filename b2ls";
    const auto upload = begin(std::move(wanted)).value();

    EXPECT_EQ(upload.length, 100u);
    EXPECT_EQ(upload.offset, 0u);
    EXPECT_EQ(upload.metadata, "filename b2ls");
    EXPECT_EQ(upload.expires_at, noon + 24h);
    const auto video = run(videos_.find(upload.id)).value();
    EXPECT_EQ(video.status, VideoStatus::uploading);
    EXPECT_EQ(video.channel, ada_.channel);
    EXPECT_EQ(video.visibility, vod::Visibility::private_);
    EXPECT_EQ(video.size_bytes, 100u);
    EXPECT_EQ(video.tags, (std::vector<std::string>{"Brush", "canvas"}));
    ASSERT_EQ(video.categories.size(), 2u);
    EXPECT_EQ(video.categories[0].slug, "art");
    EXPECT_EQ(video.categories[1].slug, "music");
}

TEST_P(UploadsContract, what_does_not_exist_is_named_and_leaves_nothing_behind) {
    auto wanted = draft();
    wanted.video.categories = {"art", "no such"};
    const auto without_category = begin(wanted);
    wanted.video.categories = {};
    wanted.video.channel = eve_.channel;
    const auto with_anothers_channel = begin(wanted);

    ASSERT_FALSE(without_category);
    EXPECT_EQ(error_of(without_category), Errc::invalid_fields);
    EXPECT_EQ(without_category.error().fields.at(0).field, "categories[1]");
    ASSERT_FALSE(with_anothers_channel);
    EXPECT_EQ(with_anothers_channel.error().fields.at(0).code, "unknown_channel");
    EXPECT_EQ(count("videos") + count("uploads") + count("search_entries WHERE video_id <> ''"), 0);
}

TEST_P(UploadsContract, sizes_and_quota_are_judged_before_a_byte_is_taken) {
    limits_ = {.size_max = 1000, .quota = 1500};
    auto large = draft();
    large.length = 1001;
    EXPECT_EQ(error_of(begin(large)), Errc::video_too_large);

    large.length = 1000;
    ASSERT_TRUE(begin(large));
    large.length = 501;
    EXPECT_EQ(error_of(begin(large)), Errc::quota_exceeded);
    large.length = 500;
    EXPECT_TRUE(begin(large));
    large.length.reset();
    EXPECT_EQ(error_of(begin(large)), Errc::quota_exceeded);
    EXPECT_EQ(run(videos_.used_bytes(ada_.user)), 1500u);
    EXPECT_EQ(run(videos_.used_bytes(eve_.user)), 0u);
}

TEST_P(UploadsContract, however_many_begin_at_once_they_stay_within_the_quota) {
    limits_ = {.size_max = 1000, .quota = 500};
    std::atomic<int> begun = 0;

    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 12; ++i) {
            threads.emplace_back([&] {
                if (begin(draft())) ++begun;
            });
        }
    }

    EXPECT_EQ(begun, 5);
    EXPECT_EQ(run(videos_.used_bytes(ada_.user)), 500u);
}

TEST_P(UploadsContract, a_user_has_so_many_unfinished_ones_and_no_more) {
    limits_.unfinished_max = 2;
    const auto first = begin(draft()).value();
    ASSERT_TRUE(begin(draft()));
    EXPECT_EQ(error_of(begin(draft())), Errc::too_many_uploads);

    ASSERT_TRUE(run(uploads_.give_up(first.id, ada_.user, now_)));

    EXPECT_TRUE(begin(draft()));
}

TEST_P(UploadsContract, the_offset_rises_from_where_the_writer_thinks_that_it_is) {
    const auto id = begin(draft()).value().id;

    ASSERT_TRUE(note(id, 0, 40));
    EXPECT_EQ(error_of(note(id, 0, 60)), Errc::upload_moved);
    EXPECT_EQ(error_of(note(id, 40, 30)), Errc::upload_moved);
    EXPECT_EQ(error_of(note(id, 40, 101)), Errc::video_too_large);
    EXPECT_EQ(note(id, 40, 100).value().offset, 100u);
    EXPECT_EQ(find(id).value().offset, 100u);
    EXPECT_EQ(run(videos_.find(id))->progress, 100u);
}

TEST_P(UploadsContract, each_byte_lets_it_live_on) {
    const auto id = begin(draft()).value().id;
    now_ += 23h;
    ASSERT_TRUE(note(id, 0, 1));
    now_ += 23h;
    EXPECT_TRUE(find(id));

    now_ += 1h;

    EXPECT_EQ(error_of(find(id)), Errc::upload_gone);
    EXPECT_EQ(error_of(note(id, 1, 2)), Errc::upload_gone);
}

TEST_P(UploadsContract, a_length_may_be_told_later_and_once) {
    limits_ = {.size_max = 1000, .quota = 1500};
    auto deferred = draft();
    deferred.length.reset();
    const auto id = begin(deferred).value().id;
    const auto set = [&](std::uint64_t length) {
        return run(uploads_.set_length(id, ada_.user, length, limits_, now_));
    };

    ASSERT_TRUE(note(id, 0, 300));
    EXPECT_EQ(run(videos_.used_bytes(ada_.user)), 300u);
    EXPECT_EQ(error_of(note(id, 300, 1001)), Errc::video_too_large);
    EXPECT_EQ(error_of(set(299)), Errc::length_known);
    EXPECT_EQ(error_of(set(1001)), Errc::video_too_large);
    EXPECT_EQ(set(900).value().length, 900u);
    EXPECT_EQ(set(900).value().length, 900u);
    EXPECT_EQ(error_of(set(901)), Errc::length_known);
    EXPECT_EQ(run(videos_.used_bytes(ada_.user)), 900u);
}

TEST_P(UploadsContract, what_has_no_length_meets_the_quota_on_its_way) {
    limits_ = {.size_max = 1000, .quota = 1500};
    auto other = draft();
    other.length = 1000;
    ASSERT_TRUE(begin(other));
    other.length.reset();
    const auto id = begin(other).value().id;

    EXPECT_TRUE(note(id, 0, 500));
    EXPECT_EQ(error_of(note(id, 500, 501)), Errc::quota_exceeded);
    EXPECT_EQ(find(id).value().offset, 500u);
}

TEST_P(UploadsContract, when_it_is_whole_its_video_is_processing_and_a_job_waits) {
    const auto id = begin(draft()).value().id;
    ASSERT_TRUE(note(id, 0, 99));
    EXPECT_EQ(error_of(run(uploads_.finish(id, ada_.user, 99, now_))), Errc::upload_incomplete);
    ASSERT_TRUE(note(id, 99, 100));
    EXPECT_EQ(error_of(run(uploads_.finish(id, ada_.user, 99, now_))), Errc::upload_incomplete);
    EXPECT_EQ(count("jobs"), 0);

    const auto finished = run(uploads_.finish(id, ada_.user, 100, now_)).value();

    EXPECT_EQ(finished.video.status, VideoStatus::processing);
    EXPECT_EQ(finished.video.job, finished.job.id);
    EXPECT_EQ(finished.video.doing, "probe");
    EXPECT_EQ(finished.job.status, vod::JobStatus::queued);
    EXPECT_EQ(finished.job.position, 1u);
    EXPECT_EQ(finished.job.title, "Oil");
    EXPECT_EQ(count("uploads"), 0);
}

TEST_P(UploadsContract, who_did_not_hear_the_last_answer_learns_it_again) {
    const auto id = begin(draft()).value().id;
    ASSERT_TRUE(note(id, 0, 100));
    const auto first = run(uploads_.finish(id, ada_.user, 100, now_)).value();

    const auto found = find(id).value();
    const auto again = run(uploads_.finish(id, ada_.user, 100, now_)).value();

    EXPECT_TRUE(found.is_finished);
    EXPECT_EQ(found.offset, 100u);
    EXPECT_EQ(found.length, 100u);
    EXPECT_EQ(found.job, first.job.id);
    EXPECT_EQ(again.job.id, first.job.id);
    EXPECT_EQ(count("jobs"), 1);
    EXPECT_EQ(error_of(note(id, 100, 100)), Errc::upload_not_found);
}

TEST_P(UploadsContract, others_find_none_of_it) {
    const auto id = begin(draft()).value().id;
    const auto eve = eve_.user;

    EXPECT_EQ(error_of(run(uploads_.find(id, eve, now_))), Errc::upload_not_found);
    EXPECT_EQ(error_of(run(uploads_.note({.id = id, .from = 0, .to = 1}, eve, limits_, now_))),
              Errc::upload_not_found);
    EXPECT_EQ(error_of(run(uploads_.set_length(id, eve, 100, limits_, now_))),
              Errc::upload_not_found);
    EXPECT_EQ(error_of(run(uploads_.finish(id, eve, 0, now_))), Errc::upload_not_found);
    EXPECT_EQ(error_of(run(uploads_.give_up(id, eve, now_))), Errc::upload_not_found);
    EXPECT_EQ(error_of(find(VideoId::make())), Errc::upload_not_found);
    ASSERT_TRUE(note(id, 0, 100));
    ASSERT_TRUE(run(uploads_.finish(id, ada_.user, 100, now_)));
    EXPECT_EQ(error_of(run(uploads_.find(id, eve, now_))), Errc::upload_not_found);
    EXPECT_EQ(error_of(run(uploads_.finish(id, eve, 100, now_))), Errc::upload_not_found);
}

TEST_P(UploadsContract, what_is_given_up_is_gone_and_its_bytes_go_by_a_job) {
    const auto id = begin(draft()).value().id;
    ASSERT_TRUE(note(id, 0, 40));

    const auto job = run(uploads_.give_up(id, ada_.user, now_)).value();

    EXPECT_FALSE(run(videos_.find(id)));
    EXPECT_EQ(error_of(find(id)), Errc::upload_gone);
    EXPECT_EQ(error_of(run(uploads_.give_up(id, ada_.user, now_))), Errc::upload_gone);
    EXPECT_EQ(run(videos_.used_bytes(ada_.user)), 0u);
    const auto claim = test::claim(*opened_.database);
    EXPECT_EQ(claim.job, job);
    EXPECT_EQ(claim.kind, vod::JobKind::delete_);
    EXPECT_EQ(vod::removal_from(claim.input), vod::removal_of(id));
}

TEST_P(UploadsContract, what_is_finished_is_a_video_and_not_given_up) {
    const auto id = test::add_video(*opened_.database, ada_, "Oil").video.id;

    EXPECT_EQ(error_of(run(uploads_.give_up(id, ada_.user, now_))), Errc::upload_not_found);
    EXPECT_TRUE(run(videos_.find(id)));
}

TEST_P(UploadsContract, those_that_have_had_their_time_are_given_up_a_few_at_once) {
    std::vector<VideoId> old;
    for (int i = 0; i < 3; ++i) old.push_back(begin(draft()).value().id);
    now_ += 1h;
    const auto young = begin(draft()).value().id;
    now_ = noon + 24h;

    const auto first = run(uploads_.give_up_expired(now_, 2));
    const auto rest = run(uploads_.give_up_expired(now_, 2));

    EXPECT_EQ(first.size(), 2u);
    EXPECT_EQ(rest.size(), 1u);
    EXPECT_TRUE(run(uploads_.give_up_expired(now_, 2)).empty());
    EXPECT_EQ(count("videos"), 1);
    EXPECT_EQ(count("jobs WHERE kind = 'delete'"), 3);
    EXPECT_TRUE(find(young));
    EXPECT_EQ(error_of(find(old[0])), Errc::upload_gone);
}

INSTANTIATE_TEST_SUITE_P(On, UploadsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
