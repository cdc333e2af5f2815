#include "channels/viewer_names.hpp"

#include <gtest/gtest.h>

namespace freshet::channels {
namespace {

TEST(ViewerNames, of_strangers_are_others_with_every_salt_and_those_of_users_stay) {
    ViewerNames names(SecretText("a secret"));
    const auto ada = UserId::make();
    names.set_salt(SecretText("monday"));
    const auto stranger = names.of_stranger("192.0.2.1 Firefox");
    const auto user = names.of_user(ada);

    EXPECT_EQ(names.of_stranger("192.0.2.1 Firefox"), stranger);
    EXPECT_NE(names.of_stranger("192.0.2.2 Firefox"), stranger);
    EXPECT_EQ(stranger.size(), 32u);

    names.set_salt(SecretText("tuesday"));
    EXPECT_NE(names.of_stranger("192.0.2.1 Firefox"), stranger);
    EXPECT_EQ(names.of_user(ada), user);
}

TEST(ViewerNames, know_robots_from_players) {
    for (const auto* agent :
         {"Mozilla/5.0 (compatible; Googlebot/2.1)", "Twitterbot/1.0", "curl/8.5.0",
          "facebookexternalhit/1.1", "Mozilla/5.0 (compatible; bingbot/2.0)"}) {
        EXPECT_TRUE(is_robot(agent)) << agent;
    }
    for (const auto* agent :
         {"", "Lavf/60.16.100", "VLC/3.0.20 LibVLC/3.0.20",
          "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "AppleCoreMedia/1.0.0.21"}) {
        EXPECT_FALSE(is_robot(agent)) << agent;
    }
}

}  // namespace
}  // namespace freshet::channels
