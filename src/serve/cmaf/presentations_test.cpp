#include "serve/cmaf/presentations.hpp"

#include <gtest/gtest.h>

namespace freshet::cmaf {
namespace {

using namespace std::chrono_literals;

live::Broadcast broadcast_of(std::string handle) {
    return {StreamId::make(), ChannelId::make(), std::move(handle)};
}

/// Presentations with a clock that moves when told to.
class StreamPresentations : public ::testing::Test {
protected:
    StreamPresentations() { now_ = MonoTime(1h); }

    static inline MonoTime now_;
    Presentations presentations_{{}, [] { return now_; }};
};

TEST_F(StreamPresentations, are_found_by_handle_and_by_id_from_the_beginning) {
    const auto ada = broadcast_of("ada");
    const auto bob = broadcast_of("bob");
    const auto ada_output = presentations_.begin(ada);
    const auto bob_output = presentations_.begin(bob);

    ASSERT_NE(presentations_.find("ada"), nullptr);
    EXPECT_EQ(presentations_.find(to_string(ada.id)), presentations_.find("ada"));
    EXPECT_NE(presentations_.find("bob"), presentations_.find("ada"));
    EXPECT_EQ(presentations_.find("eve"), nullptr);
    EXPECT_EQ(presentations_.find(to_string(StreamId::make())), nullptr);
}

TEST_F(StreamPresentations, are_found_by_a_handle_in_either_case) {
    const auto output = presentations_.begin(broadcast_of("ada"));

    EXPECT_NE(presentations_.find("Ada"), nullptr);
    EXPECT_EQ(presentations_.find("ADA"), presentations_.find("ada"));
}

TEST_F(StreamPresentations, a_handle_names_its_newest_stream) {
    const auto first = broadcast_of("ada");
    const auto first_output = presentations_.begin(first);
    first_output->on_end();
    const auto second = broadcast_of("ada");
    const auto second_output = presentations_.begin(second);

    EXPECT_EQ(presentations_.find("ada"), presentations_.find(to_string(second.id)));
    EXPECT_NE(presentations_.find(to_string(first.id)), nullptr);
}

TEST_F(StreamPresentations, are_kept_for_a_minute_after_their_end) {
    const auto output = presentations_.begin(broadcast_of("ada"));
    output->on_end();

    presentations_.sweep();
    now_ += 59s;
    presentations_.sweep();
    EXPECT_NE(presentations_.find("ada"), nullptr);

    now_ += 1s;
    presentations_.sweep();
    EXPECT_EQ(presentations_.find("ada"), nullptr);
}

TEST_F(StreamPresentations, are_kept_while_they_are_on_air) {
    const auto output = presentations_.begin(broadcast_of("ada"));

    for (int i = 0; i < 10; ++i) {
        now_ += 1h;
        presentations_.sweep();
    }

    EXPECT_NE(presentations_.find("ada"), nullptr);
}

}  // namespace
}  // namespace freshet::cmaf
