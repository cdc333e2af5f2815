#include "serve/sockets/feed.hpp"

#include <array>

#include <gtest/gtest.h>

#include "wire/websocket/frame.hpp"

namespace freshet::sockets {
namespace {

constexpr auto kebab = Dialect::kebab;
constexpr auto snake = Dialect::snake;

/// Two topics, and a feed; numbers rise over both.
struct Feeds : ::testing::Test {
    void publish(const Topic& topic, std::string_view name, bool in_snake = true) {
        const Event event{.name = std::string(name), .data = {}};
        topics.append(
            make_edition(topic, {.kebab = event, .snake = in_snake ? event : Event()}, ++number),
            {});
    }

    void follow(const Topic& topic, Dialect dialect = kebab) {
        feed.follows().push_back(
            {.topic = &topics.at(topic), .next = topics.at(topic).log.head(), .dialect = dialect});
    }

    void say(std::string_view text) { feed.say(engineio::wrap(text).frame.bytes()); }

    /// All that is owed, with `cut` bytes at a time taken; the payloads of its frames.
    std::string written(std::size_t cut = 1'000'000) {
        Bytes out;
        while (feed.settle() && !feed.is_done()) {
            std::array<iovec, 4> places;
            const auto used = feed.gather(places);
            EXPECT_GT(used, 0u);
            std::size_t left = cut;
            for (std::size_t i = 0; i < used && left > 0; ++i) {
                const auto size = std::min(left, places[i].iov_len);
                append(out, {static_cast<const std::byte*>(places[i].iov_base), size});
                left -= size;
            }
            feed.advance(cut - left);
        }
        return payloads(out);
    }

    static std::string payloads(ByteSpan frames) {
        std::string text;
        ByteReader reader(frames);
        while (!reader.empty()) {
            EXPECT_EQ(reader.u8(), 0x81);
            const auto payload = reader.take(reader.u8().value_or(0));
            EXPECT_TRUE(payload) << "a frame was cut";
            if (!payload) break;
            text.append(as_text(*payload)).append("|");
        }
        return text;
    }

    Topics topics{{}};
    Feed feed;
    Number number = 0;
};

TEST_F(Feeds, give_the_news_of_all_topics_in_the_order_of_their_numbers) {
    follow("b");
    follow("a");
    feed.give_news(true);
    publish("a", "1");
    publish("b", "2");
    publish("b", "3");
    publish("c", "unheard");
    publish("a", "5");

    EXPECT_EQ(written(), R"(42["1","1"]|42["2","2"]|42["3","3"]|42["5","5"]|)");
}

TEST_F(Feeds, give_words_before_further_news_and_never_within_a_frame) {
    follow("a");
    feed.give_news(true);
    publish("a", "1");
    publish("a", "2");
    ASSERT_TRUE(feed.settle());
    std::array<iovec, 4> places;
    (void)feed.gather(places);
    feed.advance(3);

    say("word");

    Bytes rest;
    const auto used = feed.gather(places);
    EXPECT_EQ(used, 3u);
    const auto first = topics.at("a").log[0]->in(kebab).frame;
    append(rest, first.bytes().first(3));
    for (std::size_t i = 0; i < used; ++i) {
        append(rest, {static_cast<const std::byte*>(places[i].iov_base), places[i].iov_len});
    }
    EXPECT_EQ(payloads(rest), R"(42["1","1"]|word|42["2","2"]|)");
}

TEST_F(Feeds, give_the_same_however_the_writing_is_cut) {
    for (std::size_t cut = 1; cut < 60; ++cut) {
        feed = Feed();
        follow("a");
        follow("b");
        feed.give_news(true);
        publish("a", "1");
        say("word");
        publish("b", "2");
        say("another");
        publish("a", "3");
        const auto n = std::to_string(number - 2);
        const auto m = std::to_string(number - 1);
        const auto o = std::to_string(number);

        EXPECT_EQ(written(cut), "word|another|42[\"1\",\"" + n + "\"]|42[\"2\",\"" + m +
                                    "\"]|42[\"3\",\"" + o + "\"]|")
            << cut;
    }
}

TEST_F(Feeds, finish_a_frame_that_their_log_has_dropped_meanwhile) {
    follow("a");
    feed.give_news(true);
    publish("a", "1");
    ASSERT_TRUE(feed.settle());
    std::array<iovec, 4> places;
    (void)feed.gather(places);
    feed.advance(5);

    auto& log = topics.at("a").log;
    const auto frame = log[0]->in(kebab).frame;
    log.drop_oldest();

    ASSERT_TRUE(feed.settle());
    ASSERT_EQ(feed.gather(places), 1u);
    EXPECT_EQ(places[0].iov_len, frame.size() - 5);
    feed.advance(frame.size() - 5);
    EXPECT_TRUE(feed.is_done());
}

TEST_F(Feeds, know_when_they_have_lost_something) {
    follow("a", snake);
    feed.give_news(true);
    publish("a", "1", false);
    publish("a", "2");
    auto& log = topics.at("a").log;

    log.drop_oldest();
    EXPECT_TRUE(feed.settle()) << "nothing of that was for it";
    log.drop_oldest();
    EXPECT_FALSE(feed.settle());
}

TEST_F(Feeds, step_over_what_has_no_words_for_them) {
    follow("a", snake);
    feed.give_news(true);
    publish("a", "1", false);

    ASSERT_TRUE(feed.settle());
    EXPECT_TRUE(feed.is_done());
    EXPECT_EQ(feed.only_news(), nullptr);
    publish("a", "2");
    EXPECT_EQ(written(), R"(42["2","2"]|)");
}

TEST_F(Feeds, give_words_alone_before_the_welcome_and_after_the_goodbye) {
    follow("a");
    publish("a", "1");
    say("word");
    EXPECT_EQ(written(), "word|");

    feed.give_news(true);
    EXPECT_EQ(written(), R"(42["1","1"]|)");
    publish("a", "2");
    feed.give_news(false);
    EXPECT_TRUE(feed.is_done());
}

TEST_F(Feeds, say_which_news_are_all_that_is_owed) {
    follow("a");
    follow("b");
    feed.give_news(true);
    EXPECT_EQ(feed.only_news(), nullptr);
    publish("a", "1");
    ASSERT_NE(feed.only_news(), nullptr);
    EXPECT_EQ(feed.only_news()->topic, &topics.at("a"));

    say("word");
    EXPECT_EQ(feed.only_news(), nullptr);
    (void)written();
    publish("a", "2");
    publish("b", "3");
    EXPECT_EQ(feed.only_news(), nullptr);
}

TEST_F(Feeds, become_payloads_of_packets_no_longer_than_asked_for) {
    follow("a");
    feed.give_news(true);
    say("2");
    say(std::string(70'000, 'x'));
    say(std::string(300, 'y'));
    publish("a", "1");

    std::string payload;
    feed.take_packets(payload, 10);
    EXPECT_EQ(payload, "2\x1e" + std::string(70'000, 'x'));
    payload.clear();
    feed.take_packets(payload, 10'000);
    EXPECT_EQ(payload, std::string(300, 'y') + "\x1e" + R"(42["1","1"])");
    EXPECT_TRUE(feed.is_done());
}

TEST_F(Feeds, bound_what_they_hold_of_words_that_go_out_slowly) {
    for (int i = 0; i < 1000; ++i) {
        say(std::string(100, 'x'));
        if (i == 0) continue;
        std::array<iovec, 1> places;
        (void)feed.gather(places);
        feed.advance(102);
        EXPECT_EQ(feed.unsent_bytes(), 102u);
        EXPECT_LE(places[0].iov_len, 204u);
    }
}

}  // namespace
}  // namespace freshet::sockets
