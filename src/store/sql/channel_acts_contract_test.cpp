#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/error_of.hpp"
#include "channels/broadcasts.hpp"
#include "channels/categories.hpp"
#include "channels/channels.hpp"
#include "channels/error.hpp"
#include "channels/rules.hpp"
#include "store/sql/categories_repository.hpp"
#include "store/sql/channels_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using channels::Channel;
using channels::Errc;
using namespace std::chrono_literals;
using test::run;
using ::testing::ElementsAre;

/// What every ChannelRepository and CategoryRepository promises of making, changing and deleting.
class ChannelActsContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    Answer<Channel> create(const std::string& title, std::optional<std::string> handle = {}) {
        return run(channels_.create(
            {.owner = ada_.user, .title = title, .description = {}, .handle = std::move(handle)}));
    }

    Answer<Channel> rename(ChannelId id, std::string handle) {
        return run(channels_.change(id, {.handle = handle, .title = {}, .description = {}}));
    }

    std::vector<std::string> handles(channels::ChannelFilter filter) {
        std::vector<std::string> list;
        for (const auto& channel : run(channels_.list(std::move(filter), {})).items)
            list.push_back(channel.handle);
        return list;
    }

    WallTime now_ = test::noon;
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    ChannelsRepository channel_rows_{*opened_.database};
    StreamsRepository stream_rows_{*opened_.database};
    CategoriesRepository category_rows_{*opened_.database};
    channels::StreamKeys keys_{SecretText("a secret")};
    channels::Channels channels_{
        channel_rows_, keys_, [this] { return now_; }, {.per_owner_max = 4}};
    channels::Broadcasts broadcasts_{{.grace = 30s}, stream_rows_, [this] { return now_; }};
    channels::Categories categories_{category_rows_, [this] { return now_; }};
};

TEST_P(ChannelActsContract, a_handle_is_made_from_the_title_and_the_next_that_is_free_is_taken) {
    const auto first = create("Ada Paints!");
    const auto second = create("ada paints");

    EXPECT_EQ(first->handle, "ada-paints");
    EXPECT_EQ(second->handle, "ada-paints-2");
    EXPECT_EQ(create("\u7d75")->handle, "ada-2");
    EXPECT_EQ(run(channels_.find(std::string("Ada-Paints"))), *first);
    EXPECT_EQ(run(channels_.channel_by_key(channels_.stream_key(*second))), *second);
}

TEST_P(ChannelActsContract, a_title_that_reads_as_a_reserved_word_gives_another_handle) {
    EXPECT_EQ(create("Streams")->handle, "streams-2");
}

TEST_P(ChannelActsContract, a_handle_that_was_asked_for_is_given_or_refused) {
    EXPECT_EQ(create("Oil", "OIL_paint")->handle, "oil_paint");
    EXPECT_EQ(create("Oil", "oil_paint").error().reason, Errc::handle_taken);
    EXPECT_EQ(create("Oil", "admin").error().reason, Errc::invalid_fields);
    EXPECT_EQ(create(" ", "a").error().fields.size(), 2u);
}

TEST_P(ChannelActsContract, nobody_gets_the_username_of_another_for_a_handle) {
    const auto bob = test::add_person(*opened_.database, "bob");
    ASSERT_TRUE(rename(bob.channel, "bobs-place"));

    EXPECT_EQ(create("Bob", "bob").error().reason, Errc::handle_taken);
    EXPECT_EQ(create("Bob")->handle, "bob-2");
    EXPECT_TRUE(rename(bob.channel, "bob"));
}

TEST_P(ChannelActsContract, an_owner_has_so_many_channels_and_no_more) {
    for (const auto* title : {"One", "Two", "Three"}) ASSERT_TRUE(create(title));

    EXPECT_EQ(create("Four").error().reason, Errc::too_many_channels);
}

TEST_P(ChannelActsContract, a_change_leaves_what_is_not_named) {
    const auto channel = create("Oil", "oil-paint").value();

    const auto changed =
        run(channels_.change(channel.id, {.handle = {}, .title = "Ink", .description = "Wet"}));

    EXPECT_EQ(changed->handle, "oil-paint");
    EXPECT_EQ(changed->title, "Ink");
    EXPECT_EQ(changed->description, "Wet");
    EXPECT_EQ(run(channels_.find(channel.id)), *changed);
    EXPECT_EQ(rename(channel.id, "ada").error().reason, Errc::handle_taken);
    EXPECT_EQ(rename(ChannelId::make(), "new").error().reason, Errc::channel_not_found);
}

TEST_P(ChannelActsContract, a_channel_on_air_keeps_its_handle) {
    run(broadcasts_.open(ada_.channel)).value();

    EXPECT_EQ(rename(ada_.channel, "another").error().reason, Errc::channel_on_air);
    EXPECT_TRUE(
        run(channels_.change(ada_.channel, {.handle = "ada", .title = "Now", .description = {}})));
}

TEST_P(ChannelActsContract, a_deleted_channel_is_gone_with_all_that_is_to_see_of_it) {
    const auto channel = create("Oil", "oil-paint").value();
    const auto stream = run(broadcasts_.open(channel.id)).value();

    EXPECT_TRUE(run(channels_.remove(channel.id)));

    EXPECT_FALSE(run(channels_.find(channel.id)));
    EXPECT_FALSE(run(channels_.find(std::string("oil-paint"))));
    EXPECT_FALSE(run(channels_.channel_by_key(channels_.stream_key(channel))));
    EXPECT_EQ(run(channels_.owned_by(ada_.user, {})).total, 1u);
    EXPECT_THAT(handles({}), ElementsAre("ada"));
    EXPECT_FALSE(run(broadcasts_.find(stream.id)));
    EXPECT_FALSE(run(broadcasts_.current_of(channel.id)));
    EXPECT_EQ(run(broadcasts_.list({}, {})).total, 0u);
    EXPECT_EQ(error_of(run(broadcasts_.open(channel.id))), Errc::channel_not_found);
    EXPECT_EQ(error_of(run(channels_.remove(channel.id))), Errc::channel_not_found);
}

TEST_P(ChannelActsContract, the_handle_of_a_deleted_channel_is_its_owners_and_nobody_elses) {
    const auto eve = test::add_person(*opened_.database, "eve");
    const auto first = create("Oil", "oil-paint").value();
    ASSERT_TRUE(run(channels_.remove(first.id)));

    EXPECT_EQ(rename(eve.channel, "oil-paint").error().reason, Errc::handle_taken);
    const auto second = create("Oil", "oil-paint").value();
    EXPECT_EQ(run(channels_.find(std::string("oil-paint"))), second);
    ASSERT_TRUE(run(channels_.remove(second.id)));
    EXPECT_EQ(rename(ada_.channel, "oil-paint")->handle, "oil-paint");
}

TEST_P(ChannelActsContract, a_deleted_channel_counts_for_thirty_days) {
    for (const auto* title : {"One", "Two", "Three"})
        ASSERT_TRUE(run(channels_.remove(create(title)->id)));

    EXPECT_EQ(create("Four").error().reason, Errc::too_many_channels);
    now_ += channels::Limits::deleted_kept;
    EXPECT_TRUE(create("Four"));
}

TEST_P(ChannelActsContract, the_first_channel_stays) {
    EXPECT_EQ(error_of(run(channels_.remove(ada_.channel))), Errc::default_channel);
}

TEST_P(ChannelActsContract, channels_are_listed_by_age_followers_and_what_is_on_air) {
    const auto bob = test::add_person(*opened_.database, "bob");
    create("100% Oil", "oil-paint").value();
    run(broadcasts_.open(bob.channel)).value();
    test::change(*opened_.database, "INSERT INTO follows VALUES ('" + to_string(bob.user) + "', '" +
                                        to_string(ada_.user) + "', 1)");

    EXPECT_THAT(handles({}), ElementsAre("oil-paint", "bob", "ada"));
    EXPECT_THAT(handles({.sort = channels::ChannelSort::followers}),
                ElementsAre("oil-paint", "ada", "bob"));
    EXPECT_THAT(handles({.live_only = true}), ElementsAre("bob"));
    EXPECT_THAT(handles({.text = "0% OIL"}), ElementsAre("oil-paint"));
    test::change(*opened_.database, "UPDATE streams SET visibility = 'private'");
    EXPECT_TRUE(handles({.live_only = true}).empty());
}

TEST_P(ChannelActsContract, the_usual_categories_are_there_from_the_start) {
    const auto list = run(categories_.list({.number = 1, .limit = 100}));

    std::vector<std::string> names;
    for (const auto& category : list.items) names.push_back(category.name);
    EXPECT_THAT(names,
                ElementsAre("Art", "Education", "Gaming", "Music", "Sports", "Talk", "Technology"));
    EXPECT_EQ(list.total, 7u);
}

TEST_P(ChannelActsContract, a_category_is_found_by_id_slug_and_name_in_any_case) {
    const auto made =
        run(categories_.add({.name = "Board Games", .slug = {}, .icon_url = {}})).value();

    EXPECT_EQ(made.slug, "board-games");
    for (const auto& name :
         {to_string(made.id), std::string("BOARD-games"), std::string(" board games ")})
        EXPECT_EQ(run(categories_.find(name)), made) << name;
    EXPECT_FALSE(run(categories_.find("board")));
}

TEST_P(ChannelActsContract, no_two_categories_have_the_same_name_or_slug) {
    const auto add = [&](std::string name, std::optional<std::string> slug) {
        return run(categories_.add({.name = name, .slug = slug, .icon_url = {}}));
    };
    ASSERT_TRUE(add("Chess", {}));

    EXPECT_EQ(add("CHESS", "other").error().reason, Errc::category_taken);
    EXPECT_EQ(add("Other", "chess").error().reason, Errc::category_taken);
    EXPECT_EQ(add("Other", "Not A Slug").error().reason, Errc::invalid_fields);
    const auto renamed =
        run(categories_.change("chess", {.name = "Music", .slug = {}, .icon_url = {}}));
    EXPECT_EQ(renamed.error().reason, Errc::category_taken);
    const auto changed =
        run(categories_.change("chess", {.name = "Chess!", .slug = {}, .icon_url = "/c.png"}));
    EXPECT_EQ(changed->icon_url, "/c.png");
    EXPECT_EQ(run(categories_.find("chess")), *changed);
}

TEST_P(ChannelActsContract, a_deleted_category_is_gone) {
    EXPECT_TRUE(run(categories_.remove("Art")));
    EXPECT_EQ(error_of(run(categories_.remove("art"))), Errc::category_not_found);
    EXPECT_FALSE(run(categories_.find("art")));
}

INSTANTIATE_TEST_SUITE_P(On, ChannelActsContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
