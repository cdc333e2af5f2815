#include "base/ids.hpp"

#include <algorithm>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "base/clock.hpp"

namespace freshet {
namespace {

TEST(Uuid, is_of_version_7_and_of_the_variant_of_the_rfc) {
    const auto text = to_string(Uuid::make());

    ASSERT_EQ(text.size(), 36u);
    EXPECT_EQ(text[14], '7');
    EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos);
}

TEST(Uuid, grows_with_every_one_that_is_made) {
    auto last = Uuid::make();
    for (int i = 0; i < 20'000; ++i) {  // More than the counter of one millisecond holds.
        const auto next = Uuid::make();
        ASSERT_LT(last, next);
        ASSERT_LT(to_string(last), to_string(next));
        last = next;
    }
}

TEST(Uuid, begins_with_the_time_at_which_it_was_made) {
    const auto before = wall_now().time_since_epoch().count();
    const auto uuid = Uuid::make();
    const auto after = wall_now().time_since_epoch().count();

    const auto made = static_cast<long>(ByteReader(uuid.bytes()).be<6>().value());
    EXPECT_GE(made, before);
    EXPECT_LE(made, after + 10);  // The counter may have run on, after the test above.
}

TEST(Uuid, is_made_once_however_many_threads_ask) {
    std::vector<std::vector<Uuid>> made(4);
    {
        std::vector<std::jthread> threads;
        for (auto& mine : made) {
            threads.emplace_back([&mine] {
                for (int i = 0; i < 2000; ++i) mine.push_back(Uuid::make());
            });
        }
    }

    std::set<Uuid> all;
    for (const auto& mine : made) all.insert(mine.begin(), mine.end());
    EXPECT_EQ(all.size(), 8000u);
}

TEST(Uuid, reads_what_it_writes_in_either_case) {
    const auto uuid = Uuid::parse("0190163d-8694-739b-aea5-966c26f8ad91");
    ASSERT_TRUE(uuid);

    EXPECT_EQ(to_string(*uuid), "0190163d-8694-739b-aea5-966c26f8ad91");
    EXPECT_EQ(Uuid::parse("0190163D-8694-739B-AEA5-966C26F8AD91"), uuid);
}

TEST(Uuid, refuses_every_other_text) {
    for (const auto* text :
         {"", "0190163d8694739baea5966c26f8ad91", "0190163d-8694-739b-aea5-966c26f8ad9",
          "0190163d-8694-739b-aea5-966c26f8ad912", "0190163d-8694-739b-aea5-966c26f8ad9g",
          "{190163d-8694-739b-aea5-966c26f8ad91", "0190163d-8694-739b-aea5_966c26f8ad91",
          " 190163d-8694-739b-aea5-966c26f8ad91"}) {
        EXPECT_FALSE(Uuid::parse(text)) << text;
    }
}

TEST(Id, of_one_kind_is_no_id_of_another) {
    EXPECT_FALSE((std::is_convertible_v<UserId, ChannelId>));
    EXPECT_FALSE((std::is_constructible_v<UserId, ChannelId>));
}

TEST(Id, hashes_by_its_value) {
    const auto id = StreamId::make();

    EXPECT_EQ(std::hash<StreamId>{}(id), std::hash<StreamId>{}(*StreamId::parse(to_string(id))));
    EXPECT_NE(std::hash<StreamId>{}(id), std::hash<StreamId>{}(StreamId::make()));
}

}  // namespace
}  // namespace freshet
