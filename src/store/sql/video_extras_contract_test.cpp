#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "store/sql/positions_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/search_repository.hpp"
#include "store/sql/share_links_repository.hpp"
#include "store/sql/test_rooms.hpp"
#include "store/sql/test_videos.hpp"
#include "store/sql/upkeep.hpp"
#include "store/sql/video_objects_repository.hpp"
#include "vod/error.hpp"

// What lies about videos: share links, positions, their words, what the store is held against, and
// how all of it goes.
namespace freshet::sql {
namespace {

using namespace std::chrono_literals;
using channels::SearchKind;
using test::noon;
using test::run;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using vod::Errc;
using vod::ShareLink;
using vod::Video;
using vod::Visibility;

class VideoExtrasContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    Video add(const std::string& title, Visibility visibility = Visibility::public_) {
        return test::add_ready_video(*opened_.database, ada_, title, visibility);
    }

    Video add_tagged(const std::string& title, std::vector<std::string> tags) {
        auto draft = test::draft_of(ada_, title);
        draft.video.visibility = Visibility::public_;
        draft.video.description = "A film";
        draft.video.tags = std::move(tags);
        return test::add_ready_video(*opened_.database, draft);
    }

    std::int64_t count(const std::string& what) {
        return test::count(*opened_.database, "SELECT COUNT(*) FROM " + what);
    }

    std::vector<VideoId> search(const std::string& text) {
        std::vector<VideoId> ids;
        for (const auto& found :
             run(search_.search({.text = text, .kind = SearchKind::videos}, {})).items)
            ids.push_back(std::get<VideoId>(found));
        return ids;
    }

    Result<void> link(const Video& video, const std::string& hash) {
        return run(links_.add(
            {.id = ShareLinkId::make(), .video = video.id, .secret_hash = hash, .created_at = noon},
            3));
    }

    void watch(UserId user, const Video& video, std::chrono::milliseconds at, WallTime when) {
        ASSERT_TRUE(run(positions_.note({.user = user, .video = video.id},
                                        {.at = at, .is_finished = false, .watched_at = when})));
    }

    std::vector<std::string> history(UserId user, Page page = {}) {
        std::vector<std::string> list;
        for (const auto& watched : run(positions_.history(user, page)).items)
            list.push_back(watched.video.title);
        return list;
    }

    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    VideosRepository videos_{*opened_.database};
    ShareLinksRepository links_{*opened_.database};
    PositionsRepository positions_{*opened_.database};
    SearchRepository search_{*opened_.database};
    VideoObjectsRepository objects_{*opened_.database};
    Upkeep upkeep_{*opened_.database};
};

TEST_P(VideoExtrasContract, a_share_link_opens_its_video) {
    const auto video = add("Oil", Visibility::private_);
    const ShareLink wanted{.id = ShareLinkId::make(),
                           .video = video.id,
                           .secret_hash = "hash",
                           .password_hash = "password",
                           .expires_at = noon + 1h,
                           .created_at = noon};
    ASSERT_TRUE(run(links_.add(wanted, 10)));

    const auto shared = run(links_.find("hash")).value();
    run(links_.note_opened(wanted.id));

    EXPECT_EQ(shared.link, wanted);
    EXPECT_EQ(shared.video, video);
    EXPECT_FALSE(run(links_.find("another")));
    const auto list = run(links_.list(video.id));
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0].opened, 1u);
}

TEST_P(VideoExtrasContract, a_video_has_so_many_share_links_and_no_more) {
    const auto video = add("Oil");
    Video nobodys;
    nobodys.id = VideoId::make();
    for (const auto* hash : {"1", "2", "3"}) ASSERT_TRUE(link(video, hash));

    EXPECT_EQ(error_of(link(video, "4")), Errc::too_many_links);
    EXPECT_EQ(error_of(link(nobodys, "5")), Errc::video_not_found);
    EXPECT_EQ(run(links_.list(video.id)).at(0).secret_hash, "3");
}

TEST_P(VideoExtrasContract, who_came_by_a_link_that_is_revoked_is_of_another_epoch) {
    const auto video = add("Oil");
    const auto other = add("Ink");
    ASSERT_TRUE(link(video, "hash"));
    const auto id = run(links_.list(video.id)).at(0).id;

    EXPECT_EQ(error_of(run(links_.remove(other.id, id, noon))), Errc::link_not_found);
    const auto changed = run(links_.remove(video.id, id, noon)).value();

    EXPECT_EQ(changed.access_epoch, video.access_epoch + 1);
    EXPECT_FALSE(run(links_.find("hash")));
    EXPECT_EQ(error_of(run(links_.remove(video.id, id, noon))), Errc::link_not_found);
    EXPECT_EQ(run(videos_.find(other.id))->access_epoch, other.access_epoch);
}

TEST_P(VideoExtrasContract, where_somebody_left_is_noted_once_a_video) {
    const auto video = add("Oil");
    watch(eve_.user, video, 10s, noon);
    watch(eve_.user, video, 20s, noon + 1s);

    const auto position = run(positions_.find({.user = eve_.user, .video = video.id})).value();

    EXPECT_EQ(position.at, 20s);
    EXPECT_EQ(position.watched_at, noon + 1s);
    EXPECT_FALSE(run(positions_.find({.user = ada_.user, .video = video.id})));
    EXPECT_EQ(run(positions_.find_all(eve_.user, {video.id, VideoId::make()})).size(), 1u);
    const auto lost = run(positions_.note({.user = eve_.user, .video = VideoId::make()}, position));
    EXPECT_EQ(error_of(lost), Errc::video_not_found);
}

TEST_P(VideoExtrasContract, a_history_has_what_may_be_seen_the_newest_first) {
    const auto first = add("first");
    const auto second = add("second", Visibility::unlisted);
    const auto closed = add("closed");
    watch(eve_.user, first, 1s, noon);
    watch(eve_.user, second, 2s, noon + 1s);
    watch(eve_.user, closed, 3s, noon + 2s);
    watch(ada_.user, closed, 4s, noon);
    ASSERT_TRUE(run(videos_.change(closed.id, {.visibility = Visibility::private_}, noon)));

    EXPECT_THAT(history(eve_.user), ElementsAre("second", "first"));
    EXPECT_THAT(history(eve_.user, {.number = 2, .limit = 1}), ElementsAre("first"));
    EXPECT_THAT(history(ada_.user), ElementsAre("closed"));
    EXPECT_EQ(run(positions_.history(eve_.user, {})).items.at(0).position.at, 2s);
}

TEST_P(VideoExtrasContract, a_history_is_forgotten_in_parts_or_as_a_whole) {
    const auto first = add("first");
    const auto second = add("second");
    for (const auto* video : {&first, &second}) {
        watch(eve_.user, *video, 1s, noon);
        watch(ada_.user, *video, 1s, noon);
    }

    run(positions_.forget(eve_.user, first.id));
    EXPECT_THAT(history(eve_.user), ElementsAre("second"));
    run(positions_.forget(eve_.user, {}));
    EXPECT_THAT(history(eve_.user), IsEmpty());
    EXPECT_EQ(history(ada_.user).size(), 2u);
    ASSERT_TRUE(run(videos_.remove(first.id, noon)));
    EXPECT_EQ(count("positions"), 1);
}

TEST_P(VideoExtrasContract, videos_are_searched_by_title_owner_tags_and_description) {
    const auto video = add_tagged("\u0110\u00eam Oil", {"Brush \u0111en", "canvas"});

    for (const auto* text : {"oil", "dem oil", "ada", "brush", "den", "canv", "film"})
        EXPECT_THAT(search(text), ElementsAre(video.id)) << text;
    EXPECT_THAT(search("water"), IsEmpty());
    EXPECT_EQ(run(search_.search({.text = "ada", .kind = {}}, {})).total, 2u);
    EXPECT_EQ(run(search_.search({.text = "ada", .kind = SearchKind::channels}, {})).total, 1u);
    EXPECT_EQ(run(search_.search({.text = "ada", .kind = SearchKind::streams}, {})).total, 0u);
}

TEST_P(VideoExtrasContract, only_videos_are_searched_that_are_public_and_play) {
    add("Oil hidden", Visibility::unlisted);
    const auto open = add("Oil");
    auto waiting = test::draft_of(ada_, "Oil waiting");
    waiting.video.visibility = Visibility::public_;
    test::add_video(*opened_.database, waiting);

    EXPECT_THAT(search("oil"), ElementsAre(open.id));
    ASSERT_TRUE(run(videos_.change(open.id, {.visibility = Visibility::private_}, noon)));
    EXPECT_THAT(search("oil"), IsEmpty());
}

TEST_P(VideoExtrasContract, the_search_follows_what_is_changed_and_removed) {
    const auto video = add_tagged("Oil", {"brush"});
    vod::VideoChanges changes{.title = "Ink", .tags = {{"pen"}}};
    ASSERT_TRUE(run(videos_.change(video.id, changes, noon)));

    EXPECT_THAT(search("oil"), IsEmpty());
    EXPECT_THAT(search("brush"), IsEmpty());
    EXPECT_THAT(search("ink pen"), ElementsAre(video.id));
    ASSERT_TRUE(run(videos_.remove(video.id, noon)));
    EXPECT_THAT(search("ink"), IsEmpty());
    if (GetParam() != &test::open_sqlite_database) return;
    EXPECT_EQ(count("search_words WHERE search_words MATCH 'ink'"), 0);
}

TEST_P(VideoExtrasContract, the_store_is_held_against_what_is_played_or_being_made) {
    const auto video = add("Oil");
    const auto waiting = test::add_video(*opened_.database, ada_, "waiting").video.id;
    const auto fence = test::claim(*opened_.database).fence;
    const auto uploading = test::begin_upload(*opened_.database, test::draft_of(ada_, "coming"));

    const auto named = run(objects_.named({video.id, waiting, uploading, VideoId::make()}));

    ASSERT_EQ(named.size(), 3u);
    for (const auto& row : named) {
        EXPECT_EQ(row.has_upload, row.video == uploading);
        EXPECT_EQ(row.played, row.video == video.id ? video.generation : 0u);
        if (row.video == video.id)
            EXPECT_THAT(row.generations, ::testing::Contains(video.generation));
        if (row.video == waiting) EXPECT_THAT(row.generations, ElementsAre(fence));
        if (row.video == uploading) EXPECT_THAT(row.generations, IsEmpty());
    }
    EXPECT_TRUE(run(objects_.named({})).empty());
    const auto ready = run(objects_.ready_after({}, 10));
    ASSERT_EQ(ready.size(), 1u);
    EXPECT_EQ(ready[0].video, video.id);
    EXPECT_TRUE(run(objects_.ready_after(video.id, 10)).empty());
}

TEST_P(VideoExtrasContract, videos_of_who_has_left_go_a_few_at_a_time_before_their_owner_does) {
    for (int i = 0; i < 3; ++i) add("Oil");
    const auto coming = test::begin_upload(*opened_.database, test::draft_of(ada_, "coming"));
    RemovalsRepository removals(*opened_.database);
    ASSERT_TRUE(run(removals.remove(ada_.user, noon)));

    EXPECT_EQ(run(removals.purge_deleted(noon, 10, noon)), 0u);
    EXPECT_EQ(run(upkeep_.remove_channels(noon, 2)), 2u);
    EXPECT_EQ(count("videos"), 2);
    EXPECT_EQ(run(upkeep_.remove_channels(noon, 10)), 3u);  // Two videos and the channel.
    EXPECT_EQ(run(removals.purge_deleted(noon, 10, noon)), 1u);

    EXPECT_EQ(count("videos") + count("uploads"), 0);
    EXPECT_EQ(count("jobs WHERE kind = 'delete' AND status = 'QUEUED'"), 4);
    EXPECT_EQ(count("jobs WHERE video_id = '" + to_string(coming) + "'"), 1);
}

TEST_P(VideoExtrasContract, old_jobs_and_uploads_that_are_gone_are_forgotten) {
    const auto given_up = test::begin_upload(*opened_.database, test::draft_of(ada_, "one"));
    test::begin_upload(*opened_.database, test::draft_of(ada_, "two"));
    UploadsRepository uploads(*opened_.database);
    ASSERT_TRUE(run(uploads.give_up(given_up, ada_.user, noon)));
    JobsRepository jobs(*opened_.database);
    ASSERT_TRUE(run(jobs.complete(test::claim(*opened_.database))));
    test::add_video(*opened_.database, ada_, "three");

    EXPECT_EQ(run(upkeep_.remove_uploads(noon, 10)), 0u);
    EXPECT_EQ(run(upkeep_.remove_uploads(noon + 1ms, 10)), 1u);
    EXPECT_EQ(run(upkeep_.remove_jobs(WallTime(1ms), 10)), 0u);
    EXPECT_EQ(run(upkeep_.remove_jobs(WallTime::max() - 24h, 10)), 1u);
    EXPECT_EQ(count("uploads"), 1);
    EXPECT_EQ(count("jobs"), 1);
}

INSTANTIATE_TEST_SUITE_P(On, VideoExtrasContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
