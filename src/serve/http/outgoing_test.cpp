#include "serve/http/outgoing.hpp"

#include <array>
#include <sys/socket.h>

#include <gtest/gtest.h>

#include "net/memory_file.hpp"


namespace freshet::http {
namespace {

/// A connected pair: we write to `ours`, the test reads at `theirs`.
class OutgoingTest : public testing::Test {
protected:
    OutgoingTest() {
        std::array<int, 2> ends{};
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
        ours = net::Descriptor(ends[0]);
        theirs = net::Descriptor(ends[1]);
    }

    std::string read_all() const {
        std::string all;
        std::array<char, 4096> inbox{};
        while (true) {
            const auto count = ::recv(theirs.get(), inbox.data(), inbox.size(), 0);
            if (count <= 0) return all;
            all.append(inbox.data(), static_cast<std::size_t>(count));
        }
    }

    /// Lets both ends take turns until all is sent.
    std::string exchange(Outgoing& outgoing) const {
        std::string received;
        while (true) {
            const auto state = outgoing.advance(ours.get());
            if (!state) return "failed";
            received += read_all();
            if (*state == Outgoing::State::done) return received;
        }
    }

    net::Descriptor ours;
    net::Descriptor theirs;
};

FileBody file_of(const std::string& text, std::size_t offset, std::size_t size) {
    auto file = net::MemoryFile::create();
    EXPECT_TRUE(file && file->append({as_bytes(text)}));
    return {.file = std::make_shared<const net::MemoryFile>(std::move(*file)),
            .offset = offset,
            .size = size};
}

std::string pattern(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i % 23);
    return text;
}

TEST_F(OutgoingTest, sends_head_and_text_whole_however_often_it_is_blocked) {
    const auto text = pattern(3'000'000);
    Outgoing outgoing("head\n", text, true);
    EXPECT_EQ(outgoing.advance(ours.get()), Outgoing::State::blocked);
    EXPECT_EQ(exchange(outgoing), "head\n" + text);
    EXPECT_EQ(outgoing.sent(), 5 + text.size());
}

TEST_F(OutgoingTest, sends_a_shared_text_and_keeps_it_alive) {
    auto text = std::make_shared<const std::string>(pattern(500'000));
    const auto expected = "h" + *text;
    Outgoing outgoing("h", text, true);
    text.reset();
    EXPECT_EQ(exchange(outgoing), expected);
}

TEST_F(OutgoingTest, sends_the_part_of_a_file_that_was_asked_for) {
    const auto text = pattern(6'000'000);
    Outgoing outgoing("head\n", file_of(text, 1'000, 5'000'000), true);
    EXPECT_EQ(exchange(outgoing), "head\n" + text.substr(1'000, 5'000'000));
}

TEST_F(OutgoingTest, sends_the_head_alone_for_head) {
    Outgoing text("head", std::string("body"), false);
    Outgoing file("head", file_of("body", 0, 4), false);
    EXPECT_EQ(exchange(text), "head");
    EXPECT_EQ(exchange(file), "head");
}

TEST_F(OutgoingTest, fails_when_the_file_is_shorter_than_was_promised) {
    Outgoing outgoing("head", file_of("body", 0, 5), true);
    EXPECT_EQ(exchange(outgoing), "failed");
}

TEST_F(OutgoingTest, fails_when_the_peer_has_left) {
    theirs.reset();
    Outgoing outgoing("head", {}, true);
    EXPECT_FALSE(outgoing.advance(ours.get()));
}

}  // namespace
}  // namespace freshet::http
