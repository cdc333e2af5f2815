#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "serve/sockets/testing/stand.hpp"

namespace freshet::sockets {
namespace {

using namespace std::chrono_literals;
using testing::Peer;
using testing::Stand;
using ::testing::StartsWith;

constexpr std::string_view following = R"({"auth":"follow"})";

std::string number(int n, int offset) {
    return R"(42["new-number",{"n":)" + std::to_string(n) + "},\"" + std::to_string(offset) + "\"]";
}

std::uint64_t ended(const Stand& stand, End why) {
    return stand.hub.totals().ended.at(static_cast<std::size_t>(why));
}

/// The message with which a client comes back that had this offset.
std::string come_back(const std::string& welcome, std::string_view offset) {
    return R"(40{"pid":")" + Stand::text_of(welcome, "pid") + R"(","offset":")" +
           std::string(offset) + "\"}";
}

/// A client with two io threads to come back to, which has had the first piece of news.
struct Recovery : ::testing::Test {
    explicit Recovery(Config config = {}) : stand(std::move(config), 2) {
        auto client = stand.connected(following, &welcome);
        stand.publish("all", 1);
        EXPECT_EQ(client.message(), number(1, 1));
        lose(std::move(client));
    }

    void lose(Peer client) {
        const auto left = ended(stand, End::left);
        client.hang_up();
        Stand::wait_until([&] { return ended(stand, End::left) == left + 1; });
    }

    Peer back(std::string_view offset) {
        auto client = stand.web_socket();
        client.send(come_back(welcome, offset));
        return client;
    }

    void expect_recovered(Peer& client) {
        EXPECT_EQ(client.message(), welcome);
        EXPECT_EQ(client.message(), R"(42["again","kept"])");
    }

    void expect_new(Peer& client) {
        const auto answer = client.message();
        EXPECT_THAT(answer, StartsWith("40{"));
        EXPECT_NE(Stand::text_of(answer, "pid"), Stand::text_of(welcome, "pid"));
        EXPECT_NE(Stand::text_of(answer, "sid"), Stand::text_of(welcome, "sid"));
        client.send(R"(420["a"])");
        EXPECT_EQ(client.message(), "430[]") << "it hears nothing of what it followed";
    }

    Stand stand;
    std::string welcome;
};

TEST_F(Recovery, gives_what_was_missed_and_goes_on) {
    stand.publish("all", 2);
    stand.publish("other", 3);
    stand.publish("all", 4);

    auto client = back("1");

    expect_recovered(client);
    EXPECT_EQ(client.message(), number(2, 2));
    EXPECT_EQ(client.message(), number(4, 4));
    stand.publish("all", 5);
    EXPECT_EQ(client.message(), number(5, 5));
    EXPECT_EQ(stand.hub.totals().recovered, 1u);
}

TEST_F(Recovery, works_on_every_thread_and_time_after_time) {
    int n = 1;
    for (int i = 0; i < 20; ++i) {
        stand.publish("all", n + 1);
        auto client = back(std::to_string(n));
        expect_recovered(client);
        EXPECT_EQ(client.message(), number(n + 1, n + 1));
        ++n;
        lose(std::move(client));
    }
}

TEST_F(Recovery, does_not_wait_until_the_former_connection_is_known_to_be_lost) {
    std::vector<Peer> formers;
    for (int n = 1; n <= 10; ++n) {
        auto client = back("1");
        expect_recovered(client);
        if (!formers.empty()) EXPECT_EQ(formers.back().read_to_the_end(), "");
        formers.push_back(std::move(client));
    }
    EXPECT_EQ(stand.hub.totals().web_sockets, 1);
    stand.publish("all", 2);
    EXPECT_EQ(formers.back().message(), number(2, 2));
}

TEST_F(Recovery, gives_again_what_never_arrived) {
    auto client = back("0");

    expect_recovered(client);
    EXPECT_EQ(client.message(), number(1, 1));
}

TEST_F(Recovery, follows_again_what_the_application_remembers_alone) {
    auto client = back("1");
    expect_recovered(client);
    client.send(R"(420["follow","passing"])");
    EXPECT_EQ(client.message(), R"(430["passing"])");
    stand.publish("passing", 2);
    EXPECT_EQ(client.message(), number(2, 2));
    lose(std::move(client));
    stand.publish("passing", 3);
    stand.publish("all", 4);

    auto again = back("2");

    expect_recovered(again);
    EXPECT_EQ(again.message(), number(4, 4));
    stand.publish("passing", 5);
    stand.publish("all", 6);
    EXPECT_EQ(again.message(), number(6, 6));
}

TEST_F(Recovery, knows_a_client_that_had_heard_nothing) {
    std::string other;
    lose(stand.connected(following, &other));
    welcome = other;
    auto client = stand.web_socket();
    client.send(R"(40{"pid":")" + Stand::text_of(welcome, "pid") + "\"}");

    expect_recovered(client);
    EXPECT_EQ(client.message(), number(1, 1)) << "it followed from the beginning";
}

TEST_F(Recovery, is_not_for_a_secret_that_is_no_longer_good) {
    auto client = back("1");
    expect_recovered(client);
    client.send("41");
    Stand::wait_until([&] { return stand.echo.gone == 2; });
    auto second = back("1");
    expect_new(second);
    auto guess = stand.web_socket();
    guess.send(R"(40{"pid":"AAAAAAAAAAAAAAAAAAAA","offset":"1"})");
    expect_new(guess);
}

TEST_F(Recovery, takes_no_offset_that_is_none) {
    for (const auto* offset : {"x", "-1", "1.0", " 1", "99999999999999999999999"}) {
        auto client = back(offset);
        expect_new(client);
    }
}

TEST_F(Recovery, refuses_as_any_connect_is_refused) {
    auto client = stand.web_socket();
    client.send(R"(40{"token":"no","pid":")" + Stand::text_of(welcome, "pid") +
                R"(","offset":"1"})");
    EXPECT_THAT(client.message(), StartsWith("44{"));
    stand.publish("all", 2);
    client.send("40");
    const auto answer = client.message();
    EXPECT_THAT(answer, StartsWith("40{"));
    EXPECT_NE(answer, welcome);
}

TEST_F(Recovery, is_not_for_who_said_goodbye_or_was_told_so) {
    auto client = stand.connected(following, &welcome);
    client.send("41");
    client.send("40");
    (void)client.message();
    (void)client.message();
    auto left = back("1");
    expect_new(left);

    auto dismissed = stand.connected(following, &welcome);
    dismissed.send(R"(42["close"])");
    (void)dismissed.read_to_the_end();
    auto again = back("1");
    expect_new(again);
}

TEST_F(Recovery, works_by_polling_as_well) {
    stand.publish("all", 2);
    const auto path = stand.polling_session();
    EXPECT_EQ(stand.ask("POST", path, come_back(welcome, "1")).body, "ok");
    EXPECT_EQ(stand.ask("GET", path).body, welcome +
                                               "\x1e"
                                               R"(42["again","kept"])"
                                               "\x1e" +
                                               number(2, 2));
}

struct ShortRecovery : Recovery {
    ShortRecovery() : Recovery({.away_max = 50ms}) {}
};

TEST_F(ShortRecovery, is_for_who_comes_back_in_time) {
    std::this_thread::yield();
    Stand::wait_until([&, at = std::chrono::steady_clock::now() + 60ms] {
        return std::chrono::steady_clock::now() > at;
    });
    auto client = back("1");
    expect_new(client);
}

struct SmallLogs : Recovery {
    SmallLogs() : Recovery({.log_bytes_max = 200}) {}
};

/// About 40 bytes each: four of them are still there.
TEST_F(SmallLogs, let_a_client_come_back_for_as_long_as_nothing_is_missing_and_no_longer) {
    for (int n = 2; n <= 5; ++n) stand.publish("all", n);
    auto client = back("1");
    expect_recovered(client);
    for (int n = 2; n <= 5; ++n) EXPECT_EQ(client.message(), number(n, n));
    lose(std::move(client));

    for (int n = 6; n <= 12; ++n) stand.publish("all", n);
    auto late = back("5");
    expect_new(late);
}

/// What has fallen off is of others, or was heard before.
TEST_F(SmallLogs, miss_nothing_that_a_quiet_topic_never_had) {
    for (int n = 2; n <= 30; ++n) stand.publish("other", n);
    auto client = back("1");
    expect_recovered(client);
    stand.publish("all", 31);
    EXPECT_EQ(client.message(), number(31, 31));
}

struct LittleMemory : Recovery {
    LittleMemory() : Recovery({.logs_bytes_max = 200}) {}
};

/// Every thread has forgotten the client's topic, and much that is newer than what it had last.
TEST_F(LittleMemory, is_enough_for_who_had_heard_everything_when_it_was_lost) {
    auto client = stand.connected(following, &welcome);
    EXPECT_EQ(client.message(), number(1, 1));
    for (int i = 0; i < 10; ++i) {
        for (int n = 0; n < 40; ++n) stand.publish("other" + std::to_string(n), n);
        client.send(R"(420["a"])");
        EXPECT_EQ(client.message(), "430[]");
        lose(std::move(client));
        client = back("1");
        expect_recovered(client);
    }
}

}  // namespace
}  // namespace freshet::sockets
