#include "serve/api/notification_routes.hpp"

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

class NotificationRoutesTest : public testing::Rig {
protected:
    NotificationRoutesTest() {
        ada_ = sign_up("ada");
        eve_ = sign_up("eve");
        (void)post("/api/users/ada/follow", {}, eve_);
    }

    /// Eve is told of so many streams of Ada.
    void tell(int count) {
        const auto channel = channel_of("ada");
        for (int i = 0; i < count; ++i) {
            run(notifications().tell(StreamStarted{.stream = StreamId::make(),
                                                   .channel = channel.id,
                                                   .streamer = channel.owner,
                                                   .username = "ada",
                                                   .title = "Ada paints",
                                                   .is_public = true,
                                                   .at = wall_}));
        }
    }

    testing::Told patch(std::string body, const std::string& token) {
        return send({.method = http::Method::patch,
                     .target = "/api/notifications",
                     .body = std::move(body),
                     .token = token});
    }

    std::string ada_;
    std::string eve_;
};

TEST_F(NotificationRoutesTest, a_list_says_what_happened_and_goes_on_by_its_cursor) {
    tell(3);

    const auto first = get("/api/notifications?limit=2", eve_);
    ASSERT_EQ(first.status, 200u);
    EXPECT_EQ(first.text("/data/0/kind"), "stream_started");
    EXPECT_EQ(first.text("/data/0/data/streamer"), "ada");
    EXPECT_FALSE(first.at("/data/0/data").as_object().contains("tier"));
    EXPECT_TRUE(first.at("/data/0/readAt").is_null());
    EXPECT_EQ(first.at("/meta/unreadCount"), 3);

    const auto rest = get("/api/notifications?cursor=" + first.text("/meta/nextCursor"), eve_);
    EXPECT_EQ(rest.at("/data").as_array().size(), 1u);
    EXPECT_TRUE(rest.at("/meta/nextCursor").is_null());
}

TEST_F(NotificationRoutesTest, what_is_read_is_not_counted_any_more) {
    tell(3);
    const auto id = get("/api/notifications", eve_).text("/data/0/id");

    EXPECT_EQ(patch(R"({"ids":[")" + id + R"("],"read":true})", eve_).at("/unreadCount"), 2);
    EXPECT_EQ(get("/api/notifications/unread-count", eve_).at("/unreadCount"), 2);
    EXPECT_EQ(get("/api/notifications?unread=true", eve_).at("/data").as_array().size(), 2u);
    EXPECT_EQ(patch(R"({"all":true,"read":true})", eve_).at("/unreadCount"), 0);
}

TEST_F(NotificationRoutesTest, nobody_sees_or_marks_those_of_another) {
    tell(1);
    const auto id = get("/api/notifications", eve_).text("/data/0/id");

    EXPECT_EQ(get("/api/notifications", ada_).at("/data").as_array().size(), 0u);
    EXPECT_EQ(patch(R"({"ids":[")" + id + R"("],"read":true})", ada_).status, 200u);
    EXPECT_EQ(get("/api/notifications/unread-count", eve_).at("/unreadCount"), 1);
    EXPECT_EQ(get("/api/notifications").status, 401u);
    EXPECT_EQ(get("/api/notifications/unread-count").status, 401u);
    EXPECT_EQ(patch(R"({"all":true,"read":true})", "").status, 401u);
}

TEST_F(NotificationRoutesTest, what_to_mark_must_be_said_in_one_way) {
    const std::set<std::string> ids{"ids"};
    EXPECT_EQ(patch(R"({"read":true})", eve_).failing_fields(), ids);
    EXPECT_EQ(patch(R"({"ids":[],"read":true})", eve_).failing_fields(), ids);
    EXPECT_EQ(
        patch(R"({"all":true,"read":true,"ids":["0190163d-8694-739b-aea5-966c26f8ad91"]})", eve_)
            .failing_fields(),
        ids);
    EXPECT_EQ(patch(R"({"ids":["x"],"read":true})", eve_).failing_fields(),
              std::set<std::string>{"ids[0]"});
    EXPECT_EQ(patch(R"({"all":true})", eve_).failing_fields(), std::set<std::string>{"read"});
    EXPECT_EQ(get("/api/notifications?cursor=x", eve_).status, 422u);
}

}  // namespace

}  // namespace freshet::api
