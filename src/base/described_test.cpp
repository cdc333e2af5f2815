#include "base/described.hpp"

#include <gtest/gtest.h>

namespace freshet::json {

namespace {

enum class Visibility { private_, unlisted, public_ };
BOOST_DESCRIBE_ENUM(Visibility, private_, unlisted, public_)

enum class State { uploading, ready };

struct Named {
    std::string display_name;
};
BOOST_DESCRIBE_STRUCT(Named, (), (display_name))

struct Video : Named {
    Visibility visibility = Visibility::private_;
    std::vector<Video> related;

    static constexpr Rule rules[] = {{.field = "displayName", .length_max = 5}};
};
BOOST_DESCRIBE_STRUCT(Video, (Named), (visibility, related))

template <class T>
struct ListOf {
    std::vector<T> data;
    BOOST_DESCRIBE_CLASS(ListOf, (), (data), (), ())
};

}  // namespace

template <>
inline constexpr std::array<std::pair<State, std::string_view>, 2> choice_names<State>{
    {{State::uploading, "UPLOADING"}, {State::ready, "READY"}}};

namespace {

TEST(Described, names_members_in_camel_case_and_drops_the_underscore_of_reserved_words) {
    EXPECT_EQ(wire_name("display_name"), "displayName");
    EXPECT_EQ(wire_name("hls2_url"), "hls2Url");
    EXPECT_EQ(wire_name("private_"), "private");
    EXPECT_EQ(wire_name("id"), "id");
}

TEST(Described, names_types_without_their_namespaces) {
    EXPECT_EQ(short_type_name("freshet::api::Stream"), "Stream");
    EXPECT_EQ(short_type_name("freshet::api::ListOf<freshet::api::Stream>"), "StreamList");
    EXPECT_EQ(shape_of<ListOf<Video>>().name, "VideoList");
}

TEST(Described, knows_the_members_of_the_base_too_with_their_rules) {
    const auto& shape = shape_of<Video>();

    ASSERT_EQ(shape.members.size(), 3u);
    EXPECT_EQ(shape.members[0].name, "displayName");
    ASSERT_NE(shape.members[0].rule, nullptr);
    EXPECT_EQ(shape.members[0].rule->length_max, 5u);
    EXPECT_EQ(shape.members[1].rule, nullptr);
}

TEST(Described, lets_a_struct_hold_a_list_of_itself) {
    const auto& shape = shape_of<Video>();

    EXPECT_EQ(&shape.members[2].shape().inner(), &shape);
}

TEST(Described, names_an_enum_by_its_enumerators_or_by_its_table) {
    const auto& visibility = shape_of<Visibility>();
    const auto& state = shape_of<State>();

    ASSERT_EQ(visibility.choices.size(), 3u);
    EXPECT_EQ(visibility.choices[0].second, "private");
    ASSERT_EQ(state.choices.size(), 2u);
    EXPECT_EQ(state.choices[1].second, "READY");
}

}  // namespace

}  // namespace freshet::json
