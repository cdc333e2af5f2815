#include "serve/sockets/hub.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "serve/sockets/testing/stand.hpp"

namespace freshet::sockets {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using testing::Peer;
using testing::Stand;
using ::testing::StartsWith;

TEST(Hub, welcomes_a_client_with_names_that_are_its_own) {
    Stand stand;
    auto ada = stand.web_socket();
    ada.send("40");
    const auto welcome = ada.message();

    EXPECT_THAT(welcome,
                MatchesRegex(R"(40\{"sid":"[A-Za-z0-9_-]{20}","pid":"[A-Za-z0-9_-]{20}"\})"));
    std::string other;
    (void)stand.connected({}, &other);
    EXPECT_NE(Stand::text_of(welcome, "sid"), Stand::text_of(other, "sid"));
    EXPECT_NE(Stand::text_of(welcome, "pid"), Stand::text_of(other, "pid"));
}

TEST(Hub, gives_requests_to_the_application_and_its_answers_to_the_client) {
    Stand stand;
    auto ada = stand.connected();

    ada.send(R"(427["anything",{"a":[1,"b"]},"more"])");
    EXPECT_EQ(ada.message(), R"(437[{"a":[1,"b"]}])");
    ada.send(R"(42["tell","x"])");
    EXPECT_EQ(ada.message(), R"(42["told","x"])");
}

TEST(Hub, tells_news_to_those_who_follow_in_their_dialect_with_the_number_behind) {
    Stand stand({}, 2);
    auto ada = stand.connected();
    auto bob = stand.connected();
    auto eve = stand.connected();
    ada.send(R"(420["follow","room"])");
    EXPECT_EQ(ada.message(), R"(430["room"])");
    bob.send(R"(420["follow_snake","room"])");
    EXPECT_EQ(bob.message(), R"(430["room"])");

    EXPECT_EQ(stand.publish("other", 0), 1u);
    EXPECT_EQ(stand.publish("room", 1), 2u);
    EXPECT_EQ(stand.hub.head(), 2u);

    EXPECT_EQ(ada.message(), R"(42["new-number",{"n":1},"2"])");
    EXPECT_EQ(bob.message(), R"(42["new_number",{"n":1},"2"])");
    eve.send(R"(420["unheard"])");
    EXPECT_EQ(eve.message(), "430[]");
}

}  // namespace
}  // namespace freshet::sockets
