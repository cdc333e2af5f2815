#include "serve/chat/rooms.hpp"

#include <gtest/gtest.h>

#include "serve/chat/testing/house.hpp"

namespace freshet::chat {
namespace {

using namespace std::chrono_literals;
using community::ChatRole;
using sql::test::run;
using testing::House;

/// Waits for what a room does by itself.
template <class Condition>
void wait_until(Condition condition) {
    const auto deadline = mono_now() + 10s;
    while (!condition()) {
        ASSERT_LT(mono_now(), deadline) << "it never comes true";
        std::this_thread::yield();
    }
}

/// Makes somebody a moderator behind the back of a room, which knows as long as it is the same.
void appoint_unheard(House& house, const sql::test::Person& owner, const sql::test::Person& who) {
    sql::test::change(house.database(),
                      "INSERT INTO chat_moderators (channel_id, user_id, created_at) VALUES ('" +
                          to_string(owner.channel) + "', '" + to_string(who.user) + "', 1)");
}

ChatRole role_in(House& house, StreamId stream, const sql::test::Person& who) {
    auto role = run(house.rooms.in<ChatRole>(
        stream, [&](Room& room) { return room.tell_role(House::as(who)); }));
    return role.value();
}

TEST(Rooms, the_one_that_has_been_empty_for_longest_makes_room_for_a_new_one) {
    House house({.rooms_max = 2});
    const auto eve = house.person();
    const std::vector owners{house.person(), house.person(), house.person()};
    std::vector<StreamId> streams;
    for (const auto& owner : owners) streams.push_back(house.stream(owner));
    const auto socket = house.socket();
    for (const auto i : {1u, 0u}) {
        ASSERT_TRUE(house.join(streams[i], socket, House::as(eve)));
        house.rooms.leave(streams[i], socket, false);
        appoint_unheard(house, owners[i], eve);
    }

    ASSERT_TRUE(house.join(streams[2], socket, House::as(eve)));

    EXPECT_EQ(house.totals.rooms, 2u);
    EXPECT_EQ(role_in(house, streams[0], eve), ChatRole::viewer) << "it is another room";
    house.rooms.leave(streams[2], socket, false);
    EXPECT_EQ(role_in(house, streams[1], eve), ChatRole::moderator) << "it is the same room";
}

TEST(Rooms, none_that_somebody_is_in_makes_room) {
    House house({.rooms_max = 1});
    const auto eve = house.person();
    const auto [full, other] = std::pair(house.stream(house.person()), house.stream(eve));
    const auto socket = house.socket();
    ASSERT_TRUE(house.join(full, socket, House::as(eve)));

    const auto refused = house.join(other, house.socket(), House::as(eve));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().why.reason, net::Errc::overloaded);
    house.rooms.leave(full, socket, false);

    EXPECT_TRUE(house.join(other, house.socket(), House::as(eve)));
}

TEST(Room, asks_once_for_many_what_they_are_entitled_to) {
    House house({.room = {.standing_kept = 0ms}});
    const auto owner = house.person();
    const auto stream = house.stream(owner);
    for (int i = 0; i < 150; ++i)
        ASSERT_TRUE(house.join(stream, house.socket(), House::as(house.person())));
    house.entitlements.questions = 0;

    house.events.publish(EmotesChanged{.channel = owner.channel, .at = {}});
    house.stop_rooms();

    EXPECT_EQ(house.entitlements.questions, 2) << "for a hundred, and for the rest";
}

TEST(Room, asks_nothing_about_each_of_those_who_may_not_stay) {
    House house({.room = {.review = 1ms, .access_kept = 0ms}});
    const auto owner = house.person();
    const auto stream = house.stream(owner);
    ASSERT_TRUE(house.join(stream, house.socket(), House::as(owner)));
    for (int i = 0; i < 20; ++i)
        ASSERT_TRUE(house.join(stream, house.socket(), House::as(house.person())));
    house.entitlements.questions = 0;

    sql::test::change(house.database(), "UPDATE streams SET audience = 'subscribers'");
    wait_until([&] { return house.rooms.viewers(stream) == 1; });

    EXPECT_EQ(house.entitlements.questions, 0);
}

}  // namespace
}  // namespace freshet::chat
