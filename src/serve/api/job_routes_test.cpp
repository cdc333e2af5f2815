#include "serve/api/job_routes.hpp"

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

class JobRoutesTest : public testing::Rig {
protected:
    JobRoutesTest() {
        ada_ = sign_up("ada");
        eve_ = sign_up("eve");
        moderator_ = sign_up("mod");
        set_role("mod", accounts::Role::moderator);
    }

    /// A video that waits in the queue.
    std::string deliver() {
        const auto video = run(videos().begin(draft()));
        return to_string(run(videos().deliver(video, id_of("ada"))));
    }

    vod::VideoDraft draft() { return {.owner = id_of("ada"), .title = "Ada paints"}; }

    std::string ada_;
    std::string eve_;
    std::string moderator_;
};

TEST_F(JobRoutesTest, a_job_says_how_far_it_is) {
    const auto first = deliver();
    const auto second = deliver();
    EXPECT_EQ(get("/api/jobs/" + second, ada_).at("/position"), 2);

    const auto claim = run(videos().claim());
    const auto renewed = run(videos().queue.renew(claim, 40));
    ASSERT_TRUE(renewed);

    const auto told = get("/api/jobs/" + first, ada_);
    EXPECT_EQ(told.text("/status"), "RUNNING");
    EXPECT_EQ(told.at("/progress"), 40);
    EXPECT_EQ(told.at("/position"), 0);
    EXPECT_EQ(told.text("/title"), "Ada paints");
    EXPECT_FALSE(told.body.as_object().contains("worker"));
    EXPECT_EQ(get("/api/jobs/" + second, ada_).at("/position"), 1);
}

TEST_F(JobRoutesTest, jobs_are_their_owner_s_and_the_staff_s_to_see) {
    const auto id = deliver();

    EXPECT_EQ(get("/api/jobs/" + id, eve_).text("/code"), "job_not_found");
    EXPECT_EQ(get("/api/jobs/" + id).status, 401u);
    EXPECT_EQ(get("/api/jobs/nonsense", ada_).status, 404u);
    const auto told = get("/api/jobs/" + id, moderator_);
    EXPECT_EQ(told.text("/userId"), to_string(id_of("ada")));
}

TEST_F(JobRoutesTest, the_staff_sees_the_queue_and_tries_again_what_has_failed) {
    deliver();
    const auto video = run(videos().begin(draft()));
    const auto failed = to_string(run(videos().deliver(video, id_of("ada"))));
    run(videos().publish(run(videos().claim())));
    const auto claim = run(videos().claim());
    ASSERT_TRUE(run(videos().queue.fail(claim, vod::FailureCode::not_a_video)));

    const auto all = get("/api/admin/jobs", moderator_);
    EXPECT_EQ(all.at("/meta/total"), 2);
    const auto told = get("/api/admin/jobs?status=FAILED", moderator_);
    ASSERT_EQ(told.at("/meta/total"), 1);
    EXPECT_EQ(told.text("/data/0/id"), failed);
    EXPECT_EQ(told.text("/data/0/failure/code"), "not_a_video");

    const auto retried = post("/api/admin/jobs/" + failed + "/retry", {}, moderator_);
    EXPECT_EQ(retried.status, 202u);
    EXPECT_EQ(retried.text("/status"), "QUEUED");
    EXPECT_EQ(post("/api/admin/jobs/" + failed + "/retry", {}, moderator_).text("/code"),
              "job_not_failed");
    EXPECT_EQ(post("/api/admin/jobs/nonsense/retry", {}, moderator_).status, 404u);
    EXPECT_EQ(get("/api/admin/jobs", ada_).status, 403u);
    EXPECT_EQ(post("/api/admin/jobs/" + failed + "/retry", {}, ada_).status, 403u);
}

TEST_F(JobRoutesTest, the_staff_sees_what_all_of_it_takes) {
    run(videos().add_ready(draft()));
    run(videos().begin(draft()));

    const auto told = get("/api/admin/storage", moderator_);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.at("/videos"), 2);
    EXPECT_EQ(told.at("/sourceBytes"), 100);
    EXPECT_EQ(told.at("/mediaBytes"), 50);
    EXPECT_EQ(told.at("/uploads"), 1);
    EXPECT_EQ(told.at("/pictures"), 3);
    EXPECT_EQ(told.at("/freeBytes"), 7000);
    EXPECT_EQ(told.text("/users/0/username"), "ada");
    EXPECT_EQ(told.at("/users/0/bytes"), 150);
    EXPECT_EQ(get("/api/admin/storage", ada_).status, 403u);
}

TEST_F(JobRoutesTest, users_see_how_much_room_they_have) {
    run(videos().begin(draft()));

    const auto told = get("/api/users/me/storage", ada_);

    EXPECT_EQ(told.at("/usedBytes"), 100);
    EXPECT_EQ(told.at("/quotaBytes"), 5000);
    EXPECT_EQ(told.at("/sizeMaxBytes"), 1000);
    EXPECT_EQ(get("/api/users/me/storage", eve_).at("/usedBytes"), 0);
    EXPECT_EQ(get("/api/users/me/storage").status, 401u);
}

}  // namespace

}  // namespace freshet::api
