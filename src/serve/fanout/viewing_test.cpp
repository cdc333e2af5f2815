#include "serve/fanout/viewing.hpp"

#include <gtest/gtest.h>

#include "live/testing.hpp"

namespace freshet::fanout {
namespace {

TEST(Viewing, counts_a_viewer_while_it_lives_wherever_it_is_moved) {
    live::testing::Stage stage;
    auto publication = stage.publish(stage.home);
    const auto stream = stage.hub.find("ada");
    const auto place = std::make_shared<int>(0);
    {
        Viewing viewing(stream, {"http-flv", "192.0.2.1", place});
        EXPECT_EQ(stream->viewers(), 1u);
        EXPECT_EQ(place.use_count(), 2);

        const auto moved = std::move(viewing);
        EXPECT_EQ(stream->viewers(), 1u);
    }

    EXPECT_EQ(stream->viewers(), 0u);
    EXPECT_EQ(place.use_count(), 1);
}

}  // namespace
}  // namespace freshet::fanout
