#include "vod/rights.hpp"

#include <gtest/gtest.h>

namespace freshet::vod {
namespace {

Video video(Visibility visibility, VideoStatus status = VideoStatus::ready) {
    Video made;
    made.owner = UserId::make();
    made.visibility = visibility;
    made.status = status;
    return made;
}

TEST(Rights, what_is_private_is_seen_by_its_owner_and_the_staff) {
    const auto own = video(Visibility::private_);

    EXPECT_TRUE(may_see(own, {.user = own.owner}));
    EXPECT_TRUE(may_see(own, {.user = UserId::make(), .is_staff = true}));
    EXPECT_FALSE(may_see(own, {.user = UserId::make()}));
    EXPECT_FALSE(may_see(own, {}));
}

TEST(Rights, what_is_unlisted_or_public_is_seen_by_all_once_it_plays) {
    for (const auto visibility : {Visibility::unlisted, Visibility::public_}) {
        EXPECT_TRUE(may_see(video(visibility), {}));
        for (const auto status :
             {VideoStatus::uploading, VideoStatus::processing, VideoStatus::failed}) {
            const auto waiting = video(visibility, status);
            EXPECT_FALSE(may_see(waiting, {}));
            EXPECT_TRUE(may_see(waiting, {.user = waiting.owner}));
        }
    }
}

TEST(Rights, what_belongs_to_a_disabled_user_is_seen_by_the_staff_alone) {
    auto disabled = video(Visibility::public_);
    disabled.is_owner_active = false;

    EXPECT_FALSE(may_see(disabled, {}));
    EXPECT_FALSE(may_watch(disabled, Ground::link));
    EXPECT_TRUE(may_see(disabled, {.is_staff = true}));
}

TEST(Rights, a_link_is_good_for_a_private_video_and_nothing_is_for_one_that_does_not_play) {
    EXPECT_FALSE(may_watch(video(Visibility::private_), Ground::none));
    EXPECT_TRUE(may_watch(video(Visibility::private_), Ground::link));
    EXPECT_TRUE(may_watch(video(Visibility::unlisted), Ground::none));
    EXPECT_FALSE(may_watch(video(Visibility::public_, VideoStatus::failed), Ground::owner));
}

TEST(Rights, who_is_nobody_owns_nothing) { EXPECT_FALSE(is_theirs(Video{}, {})); }

}  // namespace
}  // namespace freshet::vod
