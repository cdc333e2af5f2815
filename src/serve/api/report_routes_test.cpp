#include "serve/api/report_routes.hpp"

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

class ReportRoutesTest : public testing::Rig {
protected:
    ReportRoutesTest() {
        ada_ = sign_up("ada");
        eve_ = sign_up("eve");
        mod_ = sign_up("mod");
        set_role("mod", accounts::Role::moderator);
    }

    testing::Told report_ada() {
        return post("/api/reports",
                    R"({"subject":"channel","reason":"spam","subjectId":")" +
                        to_string(channel_of("ada").id) + R"("})",
                    eve_);
    }

    testing::Told decide(const std::string& id, const std::string& body, const std::string& token) {
        return send({.method = http::Method::patch,
                     .target = "/api/admin/reports/" + id,
                     .body = body,
                     .token = token});
    }

    std::string ada_;
    std::string eve_;
    std::string mod_;
};

TEST_F(ReportRoutesTest, a_report_reaches_the_moderators) {
    const auto told = report_ada();
    ASSERT_EQ(told.status, 201u);
    EXPECT_EQ(told.header("Location"), "/api/reports/" + told.text("/id"));

    const auto list = get("/api/admin/reports?status=open&subject=channel", mod_);
    ASSERT_EQ(list.status, 200u);
    EXPECT_EQ(list.at("/meta/total"), 1);
    EXPECT_EQ(list.text("/data/0/reporter/username"), "eve");
    EXPECT_EQ(get("/api/admin/reports/" + told.text("/id"), mod_).text("/reason"), "spam");
}

TEST_F(ReportRoutesTest, the_same_again_makes_nothing) {
    const auto told = report_ada();

    const auto again = report_ada();

    EXPECT_EQ(again.status, 200u);
    EXPECT_EQ(again.header("Location"), "");
    EXPECT_EQ(again.body, told.body);
}

TEST_F(ReportRoutesTest, a_reporter_reads_the_own_report_and_nobody_elses) {
    const auto told = report_ada();
    const auto path = told.header("Location");

    EXPECT_EQ(get(path, eve_).body, told.body);
    EXPECT_EQ(get(path, ada_).status, 404u);
    EXPECT_EQ(get(path, mod_).status, 404u);
    EXPECT_EQ(get(path).status, 401u);
}

TEST_F(ReportRoutesTest, a_decision_is_shown_and_noted) {
    const auto id = report_ada().text("/id");

    const auto told = decide(id, R"({"status":"resolved","note":"Warned."})", mod_);

    ASSERT_EQ(told.status, 200u);
    EXPECT_EQ(told.text("/status"), "resolved");
    EXPECT_EQ(told.text("/note"), "Warned.");
    EXPECT_EQ(get("/api/admin/reports?status=open", mod_).at("/meta/total"), 0);
    const auto noted = run(audit().list({.action = "report.resolved"}, {})).items;
    ASSERT_EQ(noted.size(), 1u);
    EXPECT_EQ(noted[0].entry.target, id);
}

TEST_F(ReportRoutesTest, reports_are_the_moderators_business) {
    const auto id = report_ada().text("/id");

    for (const auto& token : {ada_, eve_}) {
        EXPECT_EQ(get("/api/admin/reports", token).status, 403u);
        EXPECT_EQ(get("/api/admin/reports/" + id, token).status, 403u);
        EXPECT_EQ(decide(id, R"({"status":"dismissed"})", token).status, 403u);
    }
    EXPECT_EQ(get("/api/admin/reports").status, 401u);
    EXPECT_EQ(post("/api/reports", "{}").status, 401u);
    EXPECT_TRUE(run(audit().list({.action = "report.dismissed"}, {})).items.empty());
}

TEST_F(ReportRoutesTest, what_says_nothing_is_refused) {
    EXPECT_EQ(post("/api/reports", "{}", eve_).failing_fields(),
              (std::set<std::string>{"reason", "subject", "subjectId"}));
    EXPECT_EQ(post("/api/reports",
                   R"({"subject":"video","reason":"spam",
                       "subjectId":"0190163d-8694-739b-aea5-966c26f8ad91"})",
                   eve_)
                  .text("/code"),
              "subject_not_found");
    const auto id = report_ada().text("/id");
    EXPECT_EQ(decide(id, R"({"status":"open"})", mod_).failing_fields(),
              std::set<std::string>{"status"});
    EXPECT_EQ(decide(id, R"({"status":"resolved","handledBy":null})", mod_).status, 422u);
    EXPECT_EQ(
        decide("0190163d-8694-739b-aea5-966c26f8ad91", R"({"status":"resolved"})", mod_).status,
        404u);
    EXPECT_EQ(decide("x", R"({"status":"resolved"})", mod_).status, 404u);
}

}  // namespace

}  // namespace freshet::api
