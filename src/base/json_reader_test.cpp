#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/json.hpp"

namespace freshet::json {

namespace {

enum class Visibility { private_, unlisted, public_ };
BOOST_DESCRIBE_ENUM(Visibility, private_, unlisted, public_)

struct Category {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Category, (), (name))

struct Draft {
    std::string title;
    std::optional<std::string> summary;
    Omittable<std::string> handle;
    std::optional<Visibility> visibility;
    std::vector<Category> categories;
    std::int16_t rank = 0;
    std::optional<bool> mature;
    std::optional<WallTime> scheduled_at;

    static constexpr Rule rules[] = {{.field = "title", .length_min = 1, .length_max = 5},
                                     {.field = "rank", .min = 1, .max = 100},
                                     {.field = "categories", .length_max = 2}};
};
BOOST_DESCRIBE_STRUCT(Draft, (),
                      (title, summary, handle, visibility, categories, rank, mature, scheduled_at))

std::vector<std::string> complaints(std::string_view text) {
    const auto draft = read<Draft>(text);
    std::vector<std::string> list;
    if (draft) return list;
    for (const auto& issue : draft.error().issues.list())
        list.push_back(issue.field + " " + issue.code);
    return list;
}

ErrorCode refusal(std::string_view text, const ReadOptions& options = {}) {
    const auto draft = read<Draft>(text, options);
    return draft ? ErrorCode() : draft.error().error;
}

using List = std::vector<std::string>;

TEST(JsonReader, reads_a_described_struct) {
    const auto draft = read<Draft>(
        R"({"title":"Hi","rank":3,"categories":[{"name":"Art"}],"visibility":"private",)"
        R"("mature":true,)"
        R"("scheduledAt":"2026-01-31T12:00:00+01:00"})");

    ASSERT_TRUE(draft);
    EXPECT_EQ(draft->title, "Hi");
    EXPECT_EQ(draft->rank, 3);
    EXPECT_EQ(draft->categories.at(0).name, "Art");
    EXPECT_EQ(draft->visibility, Visibility::private_);
    EXPECT_EQ(draft->mature, true);
    EXPECT_EQ(to_rfc3339(draft->scheduled_at.value()), "2026-01-31T11:00:00.000Z");
    EXPECT_EQ(draft->summary, std::nullopt);
    EXPECT_FALSE(draft->handle.has_value());
}

TEST(JsonReader, names_every_failing_field_by_its_path) {
    EXPECT_EQ(complaints(R"({"summary":1,"visibility":"secret","rank":"1",)"
                         R"("categories":[{"name":"ok"},{"nam":"x"}],)"
                         R"("mature":0,"scheduledAt":"tomorrow","extra":{}})"),
              (List{"title required", "summary wrong_type", "visibility not_one_of",
                    "categories[1].name required", "categories[1].nam unknown", "rank wrong_type",
                    "mature wrong_type", "scheduledAt bad_format", "extra unknown"}));
}

TEST(JsonReader, takes_null_for_an_empty_optional_but_not_for_what_may_only_be_left_out) {
    EXPECT_EQ(complaints(R"({"title":"a","rank":1,"categories":[],"summary":null})"), List{});
    EXPECT_EQ(complaints(R"({"title":"a","rank":1,"categories":[],"handle":null})"),
              List{"handle wrong_type"});
    EXPECT_EQ(complaints(R"({"title":null,"rank":1,"categories":[]})"), List{"title wrong_type"});
}

TEST(JsonReader, counts_characters_and_not_bytes) {
    const auto titled = [](std::string_view title) {
        return complaints(fmt::format(R"({{"title":"{}","rank":1,"categories":[]}})", title));
    };

    EXPECT_EQ(titled("\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"), List{});
    EXPECT_EQ(titled("abcdef"), List{"title bad_length"});
    EXPECT_EQ(titled(""), List{"title bad_length"});
}

TEST(JsonReader, holds_numbers_to_their_range) {
    const auto ranked = [](std::string_view rank) {
        return complaints(fmt::format(R"({{"title":"a","rank":{},"categories":[]}})", rank));
    };

    for (const auto* good : {"1", "100", "1e1", "3.0"}) EXPECT_EQ(ranked(good), List{}) << good;
    for (const auto* bad : {"0", "101", "-1", "40000", "18446744073709551615", "1e300", "-1e18"}) {
        EXPECT_EQ(ranked(bad), List{"rank out_of_range"}) << bad;
    }
    EXPECT_EQ(ranked("1.5"), List{"rank wrong_type"});
}

TEST(JsonReader, limits_the_length_of_a_list) {
    EXPECT_EQ(
        complaints(R"({"title":"a","rank":1,"categories":[{"name":""},{"name":""},{"name":""}]})"),
        List{"categories too_long"});
}

TEST(JsonReader, refuses_nul_in_a_text_because_no_store_holds_it) {
    EXPECT_EQ(complaints(R"({"title":"a\u0000b","rank":1,"categories":[]})"),
              List{"title invalid_text"});
}

TEST(JsonReader, can_ignore_unknown_keys_of_a_peer_that_may_grow) {
    const auto category = read<Category>(R"({"name":"Art","new":1})", {.unknown = Unknown::ignore});

    ASSERT_TRUE(category);
    EXPECT_EQ(category->name, "Art");
}

TEST(JsonReader, refuses_what_is_no_json_object) {
    for (const auto* text : {"", "{", "{}x", "{'a':1}", "{\"a\":1,}", "nul", "{\"title\":\"\xff\"}",
                             "{\"title\":\"\xed\xa0\x80\"}", "{\"title\":\"\\ud800\"}"}) {
        EXPECT_EQ(refusal(text), Errc::malformed) << text;
    }
    for (const auto* text : {"[]", "1", "null", "\"x\""})
        EXPECT_EQ(refusal(text), Errc::not_an_object) << text;
}

TEST(JsonReader, refuses_depth_and_size_beyond_their_limits) {
    const std::string deep = R"({"title":)" + std::string(100, '[') + std::string(100, ']') + "}";

    EXPECT_EQ(refusal(deep), Errc::too_deep);
    EXPECT_EQ(refusal(std::string(200, ' '), {.bytes_max = 199}), Errc::too_large);
}

TEST(JsonReader, repeats_only_the_beginning_of_an_unknown_name) {
    const auto failed =
        read<Category>(fmt::format(R"({{"name":"a","{}":1}})", std::string(10'000, 'x')));

    ASSERT_FALSE(failed);
    EXPECT_LE(failed.error().issues.list().at(0).field.size(), 64u);
}

struct Query {
    std::optional<std::int32_t> page;
    std::optional<bool> live;
    std::optional<Visibility> visibility;
    std::string q;
};
BOOST_DESCRIBE_STRUCT(Query, (), (page, live, visibility, q))

TEST(JsonReader, reads_members_from_the_texts_of_a_query) {
    const auto& members = shape_of<Query>().members;
    Query query;
    Issues issues;

    read_text("12", members[0], &query, issues);
    read_text("true", members[1], &query, issues);
    read_text("public", members[2], &query, issues);
    read_text("a b", members[3], &query, issues);

    EXPECT_TRUE(issues.empty());
    EXPECT_EQ(query.page, 12);
    EXPECT_EQ(query.live, true);
    EXPECT_EQ(query.visibility, Visibility::public_);
    EXPECT_EQ(query.q, "a b");
}

TEST(JsonReader, names_what_is_wrong_in_a_query) {
    const auto& members = shape_of<Query>().members;
    Query query;
    Issues issues;

    read_text("12x", members[0], &query, issues);
    read_text("yes", members[1], &query, issues);
    read_text("all", members[2], &query, issues);
    read_text("\xff", members[3], &query, issues);

    ASSERT_EQ(issues.list().size(), 4u);
    EXPECT_EQ(issues.list()[0],
              (FieldError{.field = "page", .code = "wrong_type", .params = {{"type", "integer"}}}));
    EXPECT_EQ(issues.list()[2].params.at("allowed"), "private, unlisted, public");
    Issues range;
    read_text("99999999999999999999", members[0], &query, range);
    EXPECT_EQ(range.list().at(0).code, "out_of_range");
}

}  // namespace

}  // namespace freshet::json
