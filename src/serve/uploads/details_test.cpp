#include "serve/uploads/details.hpp"

#include <gtest/gtest.h>

#include "serve/api/error.hpp"

namespace freshet::uploads {
namespace {

TEST(Details, say_what_a_video_is_about) {
    const auto owner = UserId::make();
    const auto channel = ChannelId::make();
    Details details;
    details.set("title", "A film");
    details.set("visibility", "public");
    details.set("tags", "oil, paint ,");
    details.set("tags", "brush");
    details.set("categories", "art");
    details.set("channelId", to_string(channel));
    details.set("status", "READY");

    const auto draft = details.draft(owner);

    ASSERT_TRUE(draft);
    EXPECT_EQ(draft->owner, owner);
    EXPECT_EQ(draft->title, "A film");
    EXPECT_EQ(draft->visibility, vod::Visibility::public_);
    EXPECT_EQ(draft->tags, (std::vector<std::string>{"oil", "paint", "brush"}));
    EXPECT_EQ(draft->categories, std::vector<std::string>{"art"});
    EXPECT_EQ(draft->channel, channel);
}

TEST(Details, that_nobody_has_filled_in_are_as_if_they_were_not_there) {
    Details details;
    details.set("visibility", "");
    details.set("channelId", "");
    const auto draft = details.draft(UserId::make());
    ASSERT_TRUE(draft);
    EXPECT_EQ(draft->visibility, vod::Visibility::private_);
    EXPECT_EQ(draft->channel, std::nullopt);
    EXPECT_EQ(Details().changes()->title, std::nullopt);
}

TEST(Details, that_cannot_be_read_are_named) {
    Details details;
    details.set("visibility", "everybody");
    details.set("channelId", "../etc");
    const auto draft = details.draft(UserId::make());
    ASSERT_FALSE(draft);
    EXPECT_EQ(draft.error().reason, api::Errc::validation_failed);
    ASSERT_EQ(draft.error().fields.size(), 2u);
    EXPECT_EQ(draft.error().fields[0].field, "channelId");
    EXPECT_EQ(draft.error().fields[1].code, "not_one_of");
}

}  // namespace
}  // namespace freshet::uploads
