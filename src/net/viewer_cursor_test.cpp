#include "net/viewer_cursor.hpp"

#include <array>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace freshet::net {
namespace {

using namespace std::chrono_literals;

Slice slice(std::string_view text) { return Slice(to_bytes(text)); }

/// Appends a chunk of two pieces; one that is a start has prefaces that name its version.
void put(ChunkLog& log, const std::string& text,
         std::optional<std::uint32_t> version = std::nullopt) {
    std::optional<Chunk::Start> start;
    if (version) {
        const auto name = std::to_string(*version);
        start = Chunk::Start{slice("<new" + name + ">"), slice("<back" + name + ">"), *version};
    }
    auto chunk = make_chunk({slice(text.substr(0, 1)), slice(text.substr(1))}, std::move(start));
    log.append(std::move(chunk), {.size_bytes = text.size(), .start = version.has_value()});
}

/// Writes until there is nothing more, at most `step` bytes at a time.
std::string drain(ViewerCursor& cursor, const ChunkLog& log, std::size_t step = 1000) {
    std::string out;
    std::array<iovec, 8> places{};
    while (true) {
        cursor.settle(log);
        const auto used = cursor.gather(log, places);
        std::string gathered;
        for (std::size_t i = 0; i < used; ++i) {
            gathered.append(static_cast<const char*>(places[i].iov_base), places[i].iov_len);
        }
        if (gathered.empty()) return out;
        gathered.resize(std::min(step, gathered.size()));
        out += gathered;
        cursor.advance(log, gathered.size());
    }
}

TEST(ViewerCursor, begins_at_the_newest_start_with_the_preface_for_newcomers) {
    ChunkLog log({});
    put(log, "key1", 1);
    put(log, "delta1");
    put(log, "key2", 1);
    put(log, "delta2");
    ViewerCursor cursor;
    cursor.say(as_bytes("HTTP "));

    EXPECT_EQ(drain(cursor, log), "HTTP <new1>key2delta2");
    EXPECT_TRUE(cursor.is_done(log));
}

TEST(ViewerCursor, waits_for_a_start_when_there_is_none) {
    ChunkLog log({});
    put(log, "delta");
    ViewerCursor cursor;

    EXPECT_EQ(drain(cursor, log), "");
    put(log, "more");
    EXPECT_EQ(drain(cursor, log), "");
    put(log, "key", 1);
    EXPECT_EQ(drain(cursor, log), "<new1>key");
}

TEST(ViewerCursor, gives_the_same_bytes_however_little_the_socket_takes) {
    for (std::size_t step = 1; step < 12; ++step) {
        ChunkLog log({});
        put(log, "key1", 1);
        put(log, "delta1");
        ViewerCursor cursor;

        auto out = drain(cursor, log, step);
        put(log, "delta2");
        out += drain(cursor, log, step);

        EXPECT_EQ(out, "<new1>key1delta1delta2") << step;
    }
}

TEST(ViewerCursor, finishes_the_chunk_it_is_in_before_it_jumps_to_the_newest_start) {
    ChunkLog log({.bytes_max = 20});
    put(log, "key1", 1);
    ViewerCursor cursor;
    std::array<iovec, 8> places{};
    cursor.settle(log);
    ASSERT_GT(cursor.gather(log, places), 0u);
    cursor.advance(log, 6 + 2);  // The preface and half of the keyframe.

    put(log, "lost-lost-lost-lost");
    put(log, "key2", 1);
    put(log, "d");
    ASSERT_GT(log.tail(), 0u);

    EXPECT_EQ(drain(cursor, log), "y1key2d");
    EXPECT_EQ(cursor.jumps(), 1u);
}

TEST(ViewerCursor, repeats_the_headers_after_a_jump_only_when_they_have_changed) {
    ChunkLog log({.bytes_max = 20});
    put(log, "key1", 1);
    ViewerCursor cursor;
    EXPECT_EQ(drain(cursor, log), "<new1>key1");

    put(log, "lost-lost-lost-lost-");
    put(log, "key2", 2);
    EXPECT_EQ(drain(cursor, log), "<back2>key2");

    put(log, "lost-lost-lost-lost-");
    put(log, "key3", 2);
    EXPECT_EQ(drain(cursor, log), "key3");
}

TEST(ViewerCursor, waits_for_the_next_start_when_it_falls_off_and_there_is_none) {
    ChunkLog log({.bytes_max = 10});
    put(log, "key1", 1);
    ViewerCursor cursor;
    EXPECT_EQ(drain(cursor, log), "<new1>key1");

    put(log, "lost-lost");
    put(log, "lost-lost");
    put(log, "lost");
    EXPECT_EQ(drain(cursor, log), "");

    put(log, "key2", 1);
    EXPECT_EQ(drain(cursor, log), "key2");
}

TEST(ViewerCursor, says_something_only_between_two_chunks) {
    ChunkLog log({});
    put(log, "key1", 1);
    ViewerCursor cursor;
    std::array<iovec, 8> places{};
    cursor.settle(log);
    ASSERT_GT(cursor.gather(log, places), 0u);
    cursor.advance(log, 6 + 1);

    cursor.say(as_bytes("(pong)"));
    put(log, "delta");

    EXPECT_EQ(drain(cursor, log, 2), "ey1(pong)delta");
}

TEST(ViewerCursor, says_goodbye_behind_the_chunk_it_is_in_and_nothing_after_that) {
    ChunkLog log({});
    put(log, "key1", 1);
    put(log, "delta");
    ViewerCursor cursor;
    std::array<iovec, 8> places{};
    cursor.settle(log);
    ASSERT_GT(cursor.gather(log, places), 0u);
    cursor.advance(log, 6 + 1);

    cursor.say(as_bytes("(bye)"));
    cursor.leave();

    EXPECT_EQ(drain(cursor, log), "ey1(bye)");
    EXPECT_TRUE(cursor.is_done(log));
}

TEST(ViewerCursor, never_sends_a_torn_chunk_whatever_the_socket_takes_and_the_log_drops) {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        ChunkLog log({.bytes_max = 60});
        ViewerCursor cursor;
        std::string out;
        std::array<iovec, 4> places{};
        for (int i = 0; i < 200; ++i) {
            put(log, "[" + std::string(random() % 20, 'x') + "]",
                random() % 4 == 0 ? std::optional(1u) : std::nullopt);
            cursor.settle(log);
            const auto used = cursor.gather(log, places);
            std::string gathered;
            for (std::size_t k = 0; k < used; ++k) {
                gathered.append(static_cast<const char*>(places[k].iov_base), places[k].iov_len);
            }
            if (gathered.empty()) continue;
            gathered.resize(random() % (gathered.size() + 1));
            out += gathered;
            cursor.advance(log, gathered.size());
        }
        int depth = 0;
        for (const char c : out) {
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            ASSERT_TRUE(depth == 0 || depth == 1) << out;
        }
    }
}

}  // namespace
}  // namespace freshet::net
