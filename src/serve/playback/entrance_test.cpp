#include "serve/playback/entrance.hpp"

#include <gtest/gtest.h>

#include "serve/playback/testing/house.hpp"

namespace freshet::playback {
namespace {

using channels::Ground;
using enum channels::Visibility;
using namespace std::chrono_literals;

struct EntranceTest : ::testing::Test {
    EntranceTest() { house.set(stream, public_); }

    /// How many views there are when these have watched together for a while.
    std::size_t views_of(const std::vector<Visitor>& visitors) {
        std::vector<Ticket> tickets;
        for (const auto& visitor : visitors)
            tickets.push_back(house.entrance.enter(stream, visitor).value());
        house.pass(5s);
        return house.viewings.take_changes().size();
    }

    testing::House house;
    StreamId stream = StreamId::make();
};

TEST_F(EntranceTest, strangers_are_told_apart_by_address_and_user_agent) {
    EXPECT_EQ(views_of({{.peer_ip = "192.0.2.1", .user_agent = "A"},
                        {.peer_ip = "192.0.2.1", .user_agent = "A"},
                        {.peer_ip = "192.0.2.1", .user_agent = "B"},
                        {.peer_ip = "192.0.2.2", .user_agent = "A"},
                        {.peer_ip = "2001:db8::1", .user_agent = "A"},
                        {.peer_ip = "2001:db8::2", .user_agent = "A"}}),
              4u);
}

TEST_F(EntranceTest, a_client_id_tells_apart_who_share_an_address_and_a_bad_one_does_not) {
    EXPECT_EQ(views_of({{.client_id = "browser-1", .peer_ip = "192.0.2.1"},
                        {.client_id = "browser-1", .peer_ip = "192.0.2.9"},
                        {.client_id = "browser-2", .peer_ip = "192.0.2.1"},
                        {.client_id = "short", .peer_ip = "192.0.2.1"},
                        {.client_id = "not an id", .peer_ip = "192.0.2.1"}}),
              3u);
}

TEST_F(EntranceTest, a_member_is_one_viewer_wherever_it_sits) {
    const auto eve = UserId::make();
    EXPECT_EQ(views_of({{.token = house.token(stream, Ground::link, eve), .peer_ip = "192.0.2.1"},
                        {.token = house.token(stream, Ground::link, eve, SessionId::make()),
                         .peer_ip = "192.0.2.2"}}),
              1u);
}

TEST_F(EntranceTest, neither_the_owner_nor_a_robot_is_counted) {
    EXPECT_EQ(views_of({{.token = house.token(stream, Ground::owner, house.owner)},
                        {.user_agent = "Googlebot/2.1"}}),
              0u);
}

TEST_F(EntranceTest, a_ticket_is_void_when_the_right_has_ended) {
    const auto ticket = house.entrance.enter(stream, {}).value();
    EXPECT_FALSE(ticket.is_void());

    house.set(stream, private_);
    EXPECT_TRUE(ticket.is_void());
}

}  // namespace
}  // namespace freshet::playback
