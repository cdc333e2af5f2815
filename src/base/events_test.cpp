#include "base/events.hpp"

#include <optional>

#include <gtest/gtest.h>

namespace freshet {
namespace {

Event ended(const std::string& reason) {
    return StreamEnded{.stream = StreamId::make(),
                       .channel = ChannelId::make(),
                       .streamer = UserId::make(),
                       .username = "ada",
                       .reason = reason,
                       .at = {}};
}

std::string reason_of(const Event& event) { return std::get<StreamEnded>(event).reason; }

TEST(EventBus, tells_everybody_who_listens) {
    EventBus bus;
    std::vector<std::string> first;
    std::vector<std::string> second;
    const auto one = bus.listen([&](const Event& event) { first.push_back(reason_of(event)); });
    const auto two = bus.listen([&](const Event& event) { second.push_back(reason_of(event)); });

    bus.publish(ended("unpublished"));

    EXPECT_EQ(first, std::vector<std::string>{"unpublished"});
    EXPECT_EQ(second, first);
}

TEST(EventBus, tells_nothing_to_who_has_gone) {
    EventBus bus;
    int heard = 0;
    std::optional listener(bus.listen([&](const Event&) { ++heard; }));
    bus.publish(ended("first"));
    listener.reset();

    bus.publish(ended("second"));

    EXPECT_EQ(heard, 1);
}

TEST(EventBus, lets_a_listener_go_from_within) {
    EventBus bus;
    int heard = 0;
    std::optional<EventBus::Listener> listener;
    listener = bus.listen([&](const Event&) {
        ++heard;
        listener.reset();
    });

    bus.publish(ended("first"));
    bus.publish(ended("second"));

    EXPECT_EQ(heard, 1);
}

TEST(EventBus, stays_with_the_newer_when_one_listening_replaces_another) {
    EventBus bus;
    std::string heard;
    auto listener = bus.listen([&](const Event&) { heard += "old"; });
    listener = bus.listen([&](const Event&) { heard += "new"; });

    bus.publish(ended("any"));

    EXPECT_EQ(heard, "new");
}

}  // namespace
}  // namespace freshet
