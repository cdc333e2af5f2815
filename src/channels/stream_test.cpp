#include "channels/stream.hpp"

#include <gtest/gtest.h>

namespace freshet::channels {
namespace {

using namespace std::chrono_literals;

constexpr WallTime noon{std::chrono::milliseconds(1'800'000'000'000)};

TEST(Stream, has_words_that_are_read_again) {
    for (const auto* word : {"scheduled", "live", "reconnecting", "ended"}) {
        EXPECT_EQ(to_string(status_from(word).value()), word);
    }
    for (const auto* word : {"public", "unlisted", "private"}) {
        EXPECT_EQ(to_string(visibility_from(word).value()), word);
    }
    for (const auto* word : {"everyone", "followers", "subscribers"}) {
        EXPECT_EQ(to_string(audience_from(word).value()), word);
    }
    EXPECT_EQ(to_string(StreamStatus::reconnecting), "reconnecting");
    EXPECT_EQ(to_string(Visibility::private_), "private");
    EXPECT_FALSE(status_from("LIVE"));
    EXPECT_FALSE(visibility_from("public_"));
}

TEST(Stream, is_live_while_its_publisher_may_come_back) {
    Stream stream;
    const auto is_live = [&stream](StreamStatus status) {
        stream.status = status;
        return stream.is_live();
    };

    EXPECT_TRUE(is_live(StreamStatus::live));
    EXPECT_TRUE(is_live(StreamStatus::reconnecting));
    EXPECT_FALSE(is_live(StreamStatus::scheduled));
    EXPECT_FALSE(is_live(StreamStatus::ended));
}

TEST(Stream, lasts_from_its_start_to_its_end_or_until_now) {
    Stream stream;
    EXPECT_EQ(stream.duration(noon), 0ms);

    stream.started_at = noon - 10s;
    EXPECT_EQ(stream.duration(noon), 10s);
    EXPECT_EQ(stream.duration(noon - 20s), 0ms);

    stream.ended_at = noon - 4s;
    EXPECT_EQ(stream.duration(noon), 6s);
}

}  // namespace
}  // namespace freshet::channels
