#include "community/chat_role.hpp"

#include <gtest/gtest.h>

namespace freshet::community {
namespace {

using enum ChatRole;

TEST(ChatRole, moderates_those_below_and_nobody_the_staff) {
    struct Row {
        ChatRole actor;
        bool viewer, moderator, owner, staff;  // Whether it may moderate them.
    };
    constexpr Row rows[] = {
        {ChatRole::viewer, false, false, false, false},
        {ChatRole::moderator, true, false, false, false},
        {ChatRole::owner, true, true, false, false},
        {ChatRole::staff, true, true, true, false},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(may_moderate(row.actor, viewer), row.viewer);
        EXPECT_EQ(may_moderate(row.actor, moderator), row.moderator);
        EXPECT_EQ(may_moderate(row.actor, owner), row.owner);
        EXPECT_EQ(may_moderate(row.actor, staff), row.staff);
    }
}

TEST(ChatRole, bans_those_whom_it_moderates_but_never_the_owner) {
    for (const auto actor : {viewer, moderator, ChatRole::owner, staff}) {
        for (const auto target : {viewer, moderator, staff})
            EXPECT_EQ(may_ban(actor, target), may_moderate(actor, target));
        EXPECT_FALSE(may_ban(actor, ChatRole::owner));
    }
}

TEST(ChatRole, owner_and_staff_say_who_moderates) {
    EXPECT_FALSE(may_appoint(viewer));
    EXPECT_FALSE(may_appoint(moderator));
    EXPECT_TRUE(may_appoint(owner));
    EXPECT_TRUE(may_appoint(staff));
}

}  // namespace
}  // namespace freshet::community
