#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "store/sql/channels_repository.hpp"
#include "store/sql/removals_repository.hpp"
#include "store/sql/test_rooms.hpp"
#include "store/sql/test_videos.hpp"
#include "vod/error.hpp"

namespace freshet::sql {
namespace {

using namespace std::chrono_literals;
using test::noon;
using test::run;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using vod::Errc;
using vod::Video;
using vod::VideoChanges;
using vod::VideoFilter;
using vod::VideoStatus;
using vod::Visibility;

/// What every VideoRepository promises.
class VideosContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    Video add(const std::string& title, Visibility visibility = Visibility::public_) {
        return test::add_ready_video(*opened_.database, ada_, title, visibility);
    }

    Video add(const test::Person& owner, const std::string& title) {
        return test::add_ready_video(*opened_.database, owner, title);
    }

    Answer<Video> change(VideoId id, VideoChanges changes) {
        return run(videos_.change(id, std::move(changes), noon + 1h));
    }

    std::vector<std::string> titles(VideoFilter filter, Page page = {}) {
        std::vector<std::string> list;
        for (const auto& video : run(videos_.list(std::move(filter), page)).items)
            list.push_back(video.title);
        return list;
    }

    void set_views(const Video& video, int views) {
        test::change(*opened_.database, "UPDATE videos SET view_count = " + std::to_string(views) +
                                            " WHERE id = '" + to_string(video.id) + "'");
    }

    std::int64_t count(const std::string& what) {
        return test::count(*opened_.database, "SELECT COUNT(*) FROM " + what);
    }

    /// Another channel of ada's.
    ChannelId add_channel(const std::string& handle) {
        ChannelsRepository channels(*opened_.database);
        const auto id = ChannelId::make();
        return run(channels.create({.channel = {.id = id,
                                                .owner = ada_.user,
                                                .handle = handle,
                                                .title = handle,
                                                .description = {},
                                                .thumbnail_url = {},
                                                .created_at = noon,
                                                .updated_at = noon},
                                    .key_hash = "key of " + handle,
                                    .per_owner_max = 10}))
            .value()
            .id;
    }

    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    test::Person eve_ = test::add_person(*opened_.database, "eve");
    VideosRepository videos_{*opened_.database};
};

TEST_P(VideosContract, everybody_finds_what_is_public_and_plays_the_newest_first) {
    add("first");
    add("hidden", Visibility::unlisted);
    add("own", Visibility::private_);
    add(eve_, "second");
    auto waiting = test::draft_of(ada_, "waiting");
    waiting.video.visibility = Visibility::public_;
    test::add_video(*opened_.database, waiting);

    EXPECT_THAT(titles({}), ElementsAre("second", "first"));
    EXPECT_THAT(titles({.owner = ada_.user}), ElementsAre("first"));
    EXPECT_THAT(titles({.hidden_too = true, .owner = ada_.user}),
                ElementsAre("waiting", "own", "hidden", "first"));
    EXPECT_THAT(titles({.hidden_too = true, .status = VideoStatus::processing}),
                ElementsAre("waiting"));
    EXPECT_THAT(titles({.hidden_too = true, .visibility = Visibility::unlisted}),
                ElementsAre("hidden"));
}

TEST_P(VideosContract, pages_tell_how_many_there_are) {
    for (const auto* title : {"1", "2", "3", "4", "5"}) add(title);

    const auto page = run(videos_.list({}, {.number = 2, .limit = 2}));

    EXPECT_EQ(page.total, 5u);
    EXPECT_THAT(titles({}, {.number = 2, .limit = 2}), ElementsAre("3", "2"));
    EXPECT_THAT(titles({}, {.number = 4, .limit = 2}), IsEmpty());
}

TEST_P(VideosContract, what_was_watched_most_comes_first_if_wanted) {
    const auto few = add("few");
    const auto many = add("many");
    add("none");
    set_views(few, 1);
    set_views(many, 2);

    EXPECT_THAT(titles({.sort = vod::VideoSort::views}), ElementsAre("many", "few", "none"));
}

TEST_P(VideosContract, are_found_by_text_tag_category_and_channel) {
    auto draft = test::draft_of(ada_, "100% Oil");
    draft.video.visibility = Visibility::public_;
    draft.video.tags = {"Brush Work", "\u041a\u0438\u0442"};
    draft.video.categories = {"art"};
    test::add_ready_video(*opened_.database, draft);
    add(eve_, "Water");

    for (const auto* text : {"oil", "100%", "ADA", "rush wor"})
        EXPECT_THAT(titles({.text = text}), ElementsAre("100% Oil")) << text;
    for (const auto* text : {"1__%", "x", "oil water"})
        EXPECT_THAT(titles({.text = text}), IsEmpty()) << text;
    EXPECT_THAT(titles({.tag = "BRUSH work"}), ElementsAre("100% Oil"));
    EXPECT_THAT(titles({.tag = "\u043a\u0418\u0442"}), ElementsAre("100% Oil"));
    EXPECT_THAT(titles({.tag = "brush"}), IsEmpty());
    EXPECT_THAT(titles({.category = "ART"}), ElementsAre("100% Oil"));
    EXPECT_THAT(titles({.category = "music"}), IsEmpty());
    EXPECT_THAT(titles({.category = "no such"}), IsEmpty());
    EXPECT_THAT(titles({.channel = eve_.channel}), ElementsAre("Water"));
}

TEST_P(VideosContract, several_are_found_at_once_in_the_order_asked_for) {
    auto draft = test::draft_of(ada_, "tagged");
    draft.video.tags = {"b", "a"};
    const auto one = test::add_ready_video(*opened_.database, draft);
    const auto two = add("two");

    const auto found = run(videos_.find_all({two.id, VideoId::make(), one.id}));

    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0], two);
    EXPECT_EQ(found[1], one);
    EXPECT_THAT(found[1].tags, ElementsAre("b", "a"));
    EXPECT_TRUE(run(videos_.find_all({})).empty());
}

TEST_P(VideosContract, what_is_named_is_changed_and_the_rest_stays) {
    const auto before = add("Oil");
    const auto second = add_channel("second");

    const auto after = change(before.id, {.title = "Ink",
                                          .description = "Black",
                                          .categories = {{"music", "art"}},
                                          .tags = {{"pen"}},
                                          .channel = second})
                           .value();
    const auto again = change(before.id, {.visibility = Visibility::unlisted}).value();

    EXPECT_EQ(after.title, "Ink");
    EXPECT_EQ(after.channel, second);
    EXPECT_EQ(after.handle, "second");
    EXPECT_EQ(after.updated_at, noon + 1h);
    EXPECT_EQ(after.categories.at(0).slug, "music");
    EXPECT_EQ(again.title, "Ink");
    EXPECT_EQ(again.description, "Black");
    EXPECT_EQ(again.visibility, Visibility::unlisted);
    EXPECT_THAT(again.tags, ElementsAre("pen"));
    EXPECT_EQ(again.categories.size(), 2u);
    EXPECT_EQ(run(videos_.find(before.id)), again);
}

TEST_P(VideosContract, a_change_that_cannot_be_made_changes_nothing) {
    const auto before = add("Oil");

    EXPECT_EQ(error_of(change(VideoId::make(), {.title = "x"})), Errc::video_not_found);
    const auto channel = change(before.id, {.title = "x", .channel = eve_.channel});
    const auto category = change(before.id, {.title = "x", .categories = {{"no such"}}});

    EXPECT_EQ(channel.error().fields.at(0).field, "channelId");
    EXPECT_EQ(category.error().fields.at(0).code, "unknown_category");
    EXPECT_EQ(run(videos_.find(before.id)), before);
}

TEST_P(VideosContract, who_may_watch_no_more_is_of_another_epoch) {
    const auto video = add("Oil");
    const auto epoch_with = [&](Visibility visibility) {
        return change(video.id, {.visibility = visibility}).value().access_epoch;
    };

    EXPECT_EQ(epoch_with(Visibility::unlisted), video.access_epoch);
    EXPECT_EQ(epoch_with(Visibility::public_), video.access_epoch);
    EXPECT_EQ(epoch_with(Visibility::private_), video.access_epoch + 1);
    EXPECT_EQ(epoch_with(Visibility::private_), video.access_epoch + 1);
    EXPECT_EQ(epoch_with(Visibility::public_), video.access_epoch + 1);
}

TEST_P(VideosContract, what_is_removed_is_gone_at_once_and_its_objects_go_by_a_job) {
    const auto video = add("Oil");

    const auto removed = run(videos_.remove(video.id, noon)).value();

    EXPECT_EQ(removed.video, video);
    EXPECT_FALSE(run(videos_.find(video.id)));
    EXPECT_FALSE(run(videos_.find_playable(video.id)));
    EXPECT_EQ(error_of(run(videos_.remove(video.id, noon))), Errc::video_not_found);
    EXPECT_EQ(count("renditions") + count("search_entries WHERE video_id <> ''"), 0);
    const auto claim = test::claim(*opened_.database);
    EXPECT_EQ(claim.job, removed.job);
    EXPECT_EQ(vod::removal_from(claim.input), vod::removal_of(video.id));
    EXPECT_EQ(claim.owner, ada_.user);
}

TEST_P(VideosContract, who_still_uploads_one_that_is_removed_finds_it_gone) {
    const auto id = test::begin_upload(*opened_.database, test::draft_of(ada_, "Oil"));

    ASSERT_TRUE(run(videos_.remove(id, noon)));

    UploadsRepository uploads(*opened_.database);
    EXPECT_EQ(error_of(run(uploads.note({.id = id, .from = 0, .to = 1}, ada_.user, {}, noon))),
              Errc::upload_gone);
}

TEST_P(VideosContract, those_of_a_deleted_channel_are_shown_in_the_default_one) {
    const auto video = add("Oil");
    const auto second = add_channel("second");
    ASSERT_TRUE(change(video.id, {.channel = second}));

    ASSERT_TRUE(run(ChannelsRepository(*opened_.database).remove(second, noon)));

    EXPECT_EQ(run(videos_.find(video.id))->channel, ada_.channel);
    EXPECT_EQ(count("search_entries WHERE video_id <> '' AND names = 'ada ada'"), 1);
}

TEST_P(VideosContract, those_of_disabled_users_are_not_found_and_those_of_who_left_are_gone) {
    const auto video = add("Oil");
    test::change(*opened_.database, "UPDATE users SET is_active = 0");
    EXPECT_THAT(titles({}), IsEmpty());
    EXPECT_FALSE(run(videos_.find(video.id))->is_owner_active);

    ASSERT_TRUE(run(RemovalsRepository(*opened_.database).remove(ada_.user, noon)));

    EXPECT_FALSE(run(videos_.find(video.id)));
    EXPECT_THAT(titles({.hidden_too = true}), IsEmpty());
    EXPECT_TRUE(run(videos_.find_all({video.id})).empty());
}

TEST_P(VideosContract, what_everybody_has_stored_is_told) {
    add("one");
    add("two");
    add(eve_, "three");
    const auto id = test::begin_upload(*opened_.database, test::draft_of(eve_, "four"));
    UploadsRepository uploads(*opened_.database);
    ASSERT_TRUE(run(uploads.note({.id = id, .from = 0, .to = 30}, eve_.user, {}, noon)));

    const auto all = run(videos_.stored());
    const auto users = run(videos_.hoarders(10));

    EXPECT_EQ(all.videos, 4u);
    EXPECT_EQ(all.source_bytes, 300u);
    EXPECT_EQ(all.media_bytes, 900u);
    EXPECT_EQ(all.uploads, 1u);
    EXPECT_EQ(all.upload_bytes, 30u);
    ASSERT_EQ(users.size(), 2u);
    EXPECT_EQ(users[0].username, "ada");
    EXPECT_EQ(users[0].stored.bytes(), 800u);
    EXPECT_EQ(users[1].stored.bytes(), 430u);
    EXPECT_EQ(run(videos_.hoarders(1)).size(), 1u);
    EXPECT_EQ(run(videos_.used_bytes(eve_.user)), 200u);
}

INSTANTIATE_TEST_SUITE_P(On, VideosContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
