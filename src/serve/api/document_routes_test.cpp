#include "serve/api/document_routes.hpp"

#include "serve/api/testing/rig.hpp"

namespace freshet::api {

namespace {

using testing::Ask;
using testing::Told;

using namespace std::chrono_literals;

class DocumentRoutesTest : public testing::Rig {
protected:
    DocumentRoutesTest() {
        run(documents().complete());
        eve_ = sign_up("eve");
        admin_ = sign_up("boss");
        set_role("boss", accounts::Role::admin);
    }

    Told change(http::Method method, std::string target, std::string body, std::string token) {
        return send({.method = method,
                     .target = std::move(target),
                     .body = std::move(body),
                     .token = std::move(token)});
    }

    Told read(const std::string& target, const std::string& language) {
        return send({.target = target, .headers = {{"Accept-Language", language}}});
    }

    void add_vietnamese_rules() {
        EXPECT_EQ(post("/api/documents",
                       R"({"slug":"rules","title":"Quy","body":"Xin","language":"vi"})", admin_)
                      .status,
                  201u);
    }

    std::string eve_;
    std::string admin_;
};

TEST_F(DocumentRoutesTest, terms_privacy_and_rules_are_there_from_the_first_start) {
    run(documents().complete());  // The second start.
    const auto list = get("/api/documents");

    ASSERT_EQ(list.status, 200u);
    EXPECT_EQ(list.at("/meta/total"), 3);
    for (const std::string slug : {"terms", "privacy", "rules"}) {
        const auto told = get("/api/documents/" + slug);
        ASSERT_EQ(told.status, 200u);
        EXPECT_EQ(told.at("/version"), 1);
        EXPECT_EQ(told.text("/language"), "en");
    }
    EXPECT_EQ(get("/api/documents?page=2&limit=2").at("/data").as_array().size(), 1u);
    EXPECT_EQ(get("/api/documents/nothing").status, 404u);
}

TEST_F(DocumentRoutesTest, an_edit_makes_a_version_and_the_earlier_ones_stay) {
    wall_ += 5min;
    const auto edited =
        change(http::Method::patch, "/api/documents/rules", R"({"body":"Be kind."})", admin_);

    ASSERT_EQ(edited.status, 200u);
    EXPECT_EQ(edited.at("/version"), 2);
    EXPECT_EQ(edited.text("/title"), "Rules");
    EXPECT_EQ(get("/api/documents/rules").text("/body"), "Be kind.");
    EXPECT_NE(get("/api/documents/rules?version=1").text("/body"), "Be kind.");
    EXPECT_EQ(get("/api/documents/rules?version=3").status, 404u);
    const auto versions = get("/api/documents/rules/versions");
    EXPECT_EQ(versions.at("/meta/total"), 2);
    EXPECT_EQ(versions.at("/data/0/version"), 2);
    EXPECT_EQ(versions.text("/data/0/updatedAt"), "2026-01-31T12:05:00.000Z");
    EXPECT_EQ(get("/api/documents/nothing/versions").status, 404u);
}

TEST_F(DocumentRoutesTest, an_edit_that_changes_nothing_makes_no_version) {
    const std::string same = R"({"title":"Rules","body":"Be kind."})";
    EXPECT_EQ(change(http::Method::put, "/api/documents/rules", same, admin_).at("/version"), 2);
    EXPECT_EQ(change(http::Method::put, "/api/documents/rules", same, admin_).at("/version"), 2);
    EXPECT_EQ(change(http::Method::put, "/api/documents/nothing", same, admin_).status, 404u);
    EXPECT_EQ(
        change(http::Method::patch, "/api/documents/rules", R"({"language":"vi"})", admin_).status,
        404u);
}

TEST_F(DocumentRoutesTest, a_reader_gets_the_own_language_else_english) {
    add_vietnamese_rules();

    EXPECT_EQ(read("/api/documents/rules", "vi").text("/title"), "Quy");
    EXPECT_EQ(read("/api/documents/rules", "ru").text("/language"), "en");
    EXPECT_EQ(read("/api/documents/rules?language=en", "vi").text("/title"), "Rules");
    EXPECT_EQ(read("/api/documents/rules?language=ru", "ru").status, 404u);
    const auto list = read("/api/documents", "vi");
    EXPECT_EQ(list.text("/data/1/slug"), "rules");
    EXPECT_EQ(list.text("/data/1/title"), "Quy");
    EXPECT_EQ(list.at("/data/1/languages").as_array().size(), 2u);
    EXPECT_EQ(list.text("/data/2/language"), "en");
}

TEST_F(DocumentRoutesTest, standard_ones_stay_and_others_can_be_deleted) {
    add_vietnamese_rules();
    const auto made =
        post("/api/documents", R"({"slug":"imprint","title":"Imprint","body":"Us."})", admin_);
    ASSERT_EQ(made.status, 201u);
    EXPECT_EQ(get(made.header("Location")).text("/body"), "Us.");
    const auto remove = [this](const std::string& what) {
        return change(http::Method::delete_, "/api/documents/" + what, "", admin_);
    };

    EXPECT_EQ(remove("rules").text("/code"), "document_needed");
    EXPECT_EQ(remove("rules?language=en").status, 409u);
    EXPECT_EQ(remove("rules?language=vi").status, 200u);
    EXPECT_EQ(remove("imprint").text("/message"), "The document is deleted.");
    EXPECT_EQ(remove("imprint").status, 404u);
    const auto noted = run(audit().list({.action = "document.deleted"}, {})).items;
    ASSERT_EQ(noted.size(), 2u);
    EXPECT_EQ(noted[0].entry.target, "imprint");
    EXPECT_EQ(noted[1].entry.target, "rules vi");
    EXPECT_EQ(run(audit().list({.action = "document.created"}, {})).items.size(), 2u);
    EXPECT_EQ(get("/api/documents/rules").status, 200u);
}

TEST_F(DocumentRoutesTest, only_administrators_write) {
    const std::string body = R"({"slug":"imprint","title":"Imprint","body":"Us."})";
    EXPECT_EQ(post("/api/documents", body).status, 401u);
    EXPECT_EQ(post("/api/documents", body, eve_).status, 403u);
    EXPECT_EQ(change(http::Method::patch, "/api/documents/rules", R"({"body":"x"})", eve_).status,
              403u);
    EXPECT_EQ(change(http::Method::delete_, "/api/documents/rules", "", eve_).status, 403u);
}

TEST_F(DocumentRoutesTest, what_is_no_document_is_refused_field_by_field) {
    EXPECT_EQ(post("/api/documents", R"({"slug":"Rules","title":"","language":"EN"})", admin_)
                  .failing_fields(),
              (std::set<std::string>{"body", "language", "slug", "title"}));
    EXPECT_EQ(
        post("/api/documents", R"({"slug":"rules","title":"x","body":"x"})", admin_).text("/code"),
        "document_exists");
    EXPECT_EQ(post("/api/documents", R"({"slug":"x","title":"x","body":"x","version":7})", admin_)
                  .failing_fields(),
              std::set<std::string>{"version"});
    const auto huge = R"({"body":")" + std::string(site::Documents::body_max + 1, 'x') + R"("})";
    EXPECT_EQ(change(http::Method::patch, "/api/documents/rules", huge, admin_).failing_fields(),
              std::set<std::string>{"body"});
}

}  // namespace

}  // namespace freshet::api
