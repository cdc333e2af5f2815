#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "channels/broadcasts.hpp"
#include "channels/channels.hpp"
#include "channels/schedule.hpp"
#include "store/sql/channels_repository.hpp"
#include "store/sql/profiles_repository.hpp"
#include "store/sql/schedule_repository.hpp"
#include "store/sql/search_repository.hpp"
#include "store/sql/streams_repository.hpp"
#include "store/sql/test_people.hpp"

namespace freshet::sql {
namespace {

using channels::SearchKind;
using channels::Stream;
using namespace std::chrono_literals;
using test::run;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// What every SearchRepository promises.
class SearchContract : public testing::TestWithParam<test::OpenDatabase> {
protected:
    Stream plan(const std::string& title, const std::string& description = {}) {
        return run(schedule_.plan({.channel = ada_.channel,
                                   .title = title,
                                   .description = description,
                                   .cover_image_url = {},
                                   .scheduled_at = {},
                                   .categories = {"art"}}))
            .value();
    }

    Paged<channels::Found> search(const std::string& text, std::optional<SearchKind> kind = {},
                                  Page page = {}) {
        return run(search_.search({.text = text, .kind = kind}, page));
    }

    /// The titles of streams, in order.
    std::vector<std::string> titles(const std::string& text) {
        std::vector<std::string> list;
        for (const auto& found : search(text, SearchKind::streams).items)
            list.push_back(std::get<Stream>(found).title);
        return list;
    }

    WallTime now_ = test::noon;
    test::TestDatabase opened_ = GetParam()();
    test::Person ada_ = test::add_person(*opened_.database, "ada");
    ChannelsRepository channel_rows_{*opened_.database};
    StreamsRepository stream_rows_{*opened_.database};
    ScheduleRepository schedule_rows_{*opened_.database};
    SearchRepository search_{*opened_.database};
    channels::StreamKeys keys_{SecretText("a secret")};
    channels::Channels channels_{channel_rows_, keys_, [this] { return now_; }};
    channels::Broadcasts broadcasts_{
        {.grace = 30s, .rest = 0s}, stream_rows_, [this] { return now_; }};
    channels::Schedule schedule_{schedule_rows_, broadcasts_, [this] { return now_; }};
};

TEST_P(SearchContract, finds_words_in_any_order_and_the_last_one_by_its_beginning) {
    plan("Painting with oil");

    for (const auto* text : {"painting", "OIL painting", "oil, pain", "with: p"})
        EXPECT_THAT(titles(text), ElementsAre("Painting with oil")) << text;
    for (const auto* text : {"ainting", "pain oil", "oil water"})
        EXPECT_THAT(titles(text), IsEmpty()) << text;
}

TEST_P(SearchContract, knows_letters_without_their_accents_and_case) {
    plan("M\u00daSICA \u0111\u00eam");
    plan("\u041f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440");

    EXPECT_EQ(titles("musica").size(), 1u);
    EXPECT_EQ(titles("m\u00fasica dem").size(), 1u);
    EXPECT_EQ(titles("\u0110\u00caM").size(), 1u);
    EXPECT_EQ(titles("\u043f\u0440\u0418\u0412").size(), 1u);
}

TEST_P(SearchContract, takes_whatever_people_type_for_words) {
    plan("AND NEAR OR not 100% c++ foo-bar tv.example");

    for (const auto* text : {"and", "NEAR", "or NOT", "near(and or)", "100%", "c++", "foo-bar",
                             "foo_bar", "tv.example", "\"foo bar\"", "' and '", "and*",
                             "and & near | or", "\\and", "\u201cand\u201d near"})
        EXPECT_EQ(titles(text).size(), 1u) << text;
    for (const auto* text : {"", "title:and", "*", "\"", "' OR 1=1 --", "{}", "\u201c", "\u0301",
                             "and \xf0\x9f\x8e\xa8 x"})
        EXPECT_EQ(titles(text).size(), 0u) << text;
    EXPECT_EQ(titles(std::string(100, '(')).size(), 0u);
}

TEST_P(SearchContract, finds_channels_and_streams_by_the_names_of_their_owner) {
    plan("Oil");

    EXPECT_EQ(search("ada").total, 2u);
    EXPECT_EQ(search("ada", SearchKind::channels).total, 1u);
    EXPECT_EQ(search("ada", SearchKind::streams).total, 1u);
    EXPECT_THAT(titles("ada oil"), ElementsAre("Oil"));
    const auto found = search("ada", SearchKind::channels).items.at(0);
    EXPECT_EQ(std::get<channels::Channel>(found).id, ada_.channel);
}

TEST_P(SearchContract, gives_whole_streams_in_pages) {
    for (int i = 0; i < 5; ++i) plan("Oil");

    const auto page = search("oil", {}, {.number = 2, .limit = 3});

    EXPECT_EQ(page.total, 5u);
    ASSERT_EQ(page.items.size(), 2u);
    const auto& stream = std::get<Stream>(page.items[0]);
    EXPECT_EQ(stream.categories.at(0).slug, "art");
    EXPECT_EQ(run(broadcasts_.find(stream.id)), stream);
}

TEST_P(SearchContract, has_what_is_on_air_first_and_titles_before_descriptions) {
    plan("Other", "with oil");
    plan("Oil");
    const auto live = plan("Something else", "and a long text in which oil is but one word");
    run(schedule_.choose(live.id)).value();
    run(broadcasts_.open(ada_.channel)).value();

    EXPECT_THAT(titles("oil"), ElementsAre("Something else", "Oil", "Other"));
}

TEST_P(SearchContract, follows_what_is_changed_and_deleted) {
    const auto stream = plan("Oil");
    channels::StreamChanges changes{};
    changes.title = "Ink";
    run(schedule_.change(stream.id, changes)).value();
    run(channels_.change(ada_.channel, {.handle = "lovelace", .title = {}, .description = {}}))
        .value();

    EXPECT_THAT(titles("oil"), IsEmpty());
    EXPECT_THAT(titles("ink"), ElementsAre("Ink"));
    EXPECT_THAT(titles("lovelace"), ElementsAre("Ink"));
    run(schedule_.remove(stream.id)).value();
    EXPECT_THAT(titles("ink"), IsEmpty());
    EXPECT_THAT(titles("lovelace"), IsEmpty());
}

TEST_P(SearchContract, follows_its_owner_to_another_name) {
    plan("Oil");
    channels::NewChannel second{
        .owner = ada_.user, .title = "Ink", .description = {}, .handle = "ink-wash"};
    run(channels_.create(std::move(second))).value();

    run(ProfilesRepository(*opened_.database)
            .change(ada_.user, {.username = "countess"}, test::noon))
        .value();

    EXPECT_THAT(titles("countess oil"), ElementsAre("Oil"));
    EXPECT_EQ(search("countess", SearchKind::channels).total, 2u);
}

TEST_P(SearchContract, finds_what_a_publish_has_made_and_a_channel_that_was_made) {
    run(broadcasts_.open(ada_.channel)).value();
    run(channels_.create({.owner = ada_.user, .title = "Ink", .description = {}, .handle = {}}))
        .value();

    EXPECT_THAT(titles("ada"), ElementsAre("ada"));
    EXPECT_EQ(search("ink", SearchKind::channels).total, 1u);
}

TEST_P(SearchContract, leaves_out_what_not_everybody_may_see) {
    plan("Oil");
    test::change(*opened_.database, "UPDATE streams SET visibility = 'unlisted'");
    EXPECT_THAT(titles("oil"), IsEmpty());

    test::change(*opened_.database, "UPDATE streams SET visibility = 'public'");
    test::change(*opened_.database, "UPDATE users SET is_active = 0");
    EXPECT_EQ(search("ada").total, 0u);

    test::change(*opened_.database, "UPDATE users SET is_active = 1");
    test::change(*opened_.database, "UPDATE channels SET deleted_at = 1");
    EXPECT_EQ(search("ada").total, 0u);
}

INSTANTIATE_TEST_SUITE_P(On, SearchContract, testing::ValuesIn(test::database_kinds),
                         test::kind_name);

}  // namespace
}  // namespace freshet::sql
