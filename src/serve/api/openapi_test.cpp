#include "serve/api/openapi.hpp"

#include <fstream>
#include <sstream>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "serve/api/api.hpp"
#include "serve/api/testing/schema_check.hpp"

namespace freshet::api {

namespace {

namespace bj = boost::json;

std::string read_file(const std::string& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

bj::object document() { return bj::parse(openapi_document()).as_object(); }

TEST(Openapi, the_kept_document_is_fresh) {
    EXPECT_EQ(read_file(FRESHET_SOURCE_DIR "/docs/api/openapi.json"), openapi_document())
        << "Write it anew: freshet openapi > docs/api/openapi.json";
}

/// Calls `visit` for each object in the document, with the path to it.
template <class Visit>
void walk(const bj::value& value, const std::string& path, Visit visit) {
    if (const auto* object = value.if_object()) {
        visit(*object, path);
        for (const auto& [key, item] : *object) walk(item, path + "/" + std::string(key), visit);
    } else if (const auto* array = value.if_array()) {
        for (const auto& item : *array) walk(item, path + "[]", visit);
    }
}

TEST(Openapi, every_reference_leads_somewhere) {
    const auto whole = document();
    const testing::SchemaCheck check(whole);
    std::size_t references = 0;

    walk(whole, "", [&](const bj::object& object, const std::string& path) {
        const auto* ref = object.if_contains("$ref");
        if (ref == nullptr) return;
        ++references;
        EXPECT_NO_THROW((void)check.resolve(testing::SchemaCheck::text(*ref))) << path;
    });

    EXPECT_GT(references, 50u);
}

TEST(Openapi, every_example_fits_its_schema) {
    const auto whole = document();
    const testing::SchemaCheck check(whole);
    std::size_t examples = 0;

    walk(whole, "", [&](const bj::object& object, const std::string& path) {
        const auto* example = object.if_contains("example");
        if (example == nullptr || !object.contains("schema")) return;
        ++examples;
        EXPECT_EQ(check.fault(*example, object.at("schema").as_object()), "") << path;
    });

    EXPECT_GT(examples, 20u);
}

TEST(Openapi, every_operation_is_complete) {
    const auto whole = document();

    for (const auto& [path, methods] : whole.at("paths").as_object()) {
        for (const auto& [method, operation] : methods.as_object()) {
            const auto& object = operation.as_object();
            EXPECT_FALSE(object.at("summary").as_string().empty()) << path;
            EXPECT_FALSE(object.at("tags").as_array().at(0).as_string().empty()) << path;
            EXPECT_GE(object.at("responses").as_object().size(), 1u) << path;
        }
    }
}

TEST(Openapi, an_input_refuses_what_it_does_not_know_and_a_reply_may_grow) {
    const auto whole = document();
    const auto& schemas = whole.at("components").as_object().at("schemas").as_object();

    EXPECT_EQ(schemas.at("RegisterRequest").at("additionalProperties"), false);
    EXPECT_FALSE(schemas.at("Stream").as_object().contains("additionalProperties"));
}

}  // namespace

}  // namespace freshet::api
