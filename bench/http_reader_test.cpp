#include "bench/http_reader.hpp"

#include <gtest/gtest.h>

namespace freshet::bench {
namespace {

struct Read {
    std::string body;
    int status = 0;
    bool done = false;
    bool broken = false;
    std::string rest;
};

Read read_in_pieces(std::string_view text, std::size_t cut) {
    HttpReader reader;
    Read read;
    for (; !text.empty() && !reader.is_done(); text.remove_prefix(std::min(cut, text.size()))) {
        auto input = as_bytes(text.substr(0, cut));
        while (const auto run = reader.take(input)) read.body += as_text(*run);
        if (reader.is_done()) read.rest = as_text(input);
    }
    read.status = reader.status();
    read.done = reader.is_done();
    read.broken = reader.is_broken();
    return read;
}

TEST(HttpReader, reads_a_body_of_known_length_however_it_is_cut) {
    const std::string_view text = "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nhello";
    for (std::size_t cut = 1; cut <= text.size(); ++cut) {
        const auto read = read_in_pieces(text, cut);

        EXPECT_EQ(read.body, "hello");
        EXPECT_EQ(read.status, 404);
        EXPECT_TRUE(read.done) << cut;
    }
}

TEST(HttpReader, reads_chunks_however_they_are_cut) {
    const std::string_view text =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        "a;x=y\r\n0123456789\r\n1\r\n!\r\n0\r\nTrailer: t\r\n\r\n";
    for (std::size_t cut = 1; cut <= text.size(); ++cut) {
        const auto read = read_in_pieces(text, cut);

        EXPECT_EQ(read.body, "0123456789!");
        EXPECT_TRUE(read.done) << cut;
    }
}

TEST(HttpReader, reads_on_until_the_connection_ends_without_a_length) {
    const auto read = read_in_pieces("HTTP/1.1 200 OK\r\n\r\nlive", 3);

    EXPECT_EQ(read.body, "live");
    EXPECT_FALSE(read.done || read.broken);
}

TEST(HttpReader, leaves_what_belongs_to_the_next_response) {
    const auto read = read_in_pieces("HTTP/1.1 200 OK\r\ncontent-length:2\r\n\r\nokHTTP/1.1", 100);

    EXPECT_EQ(read.body, "ok");
    EXPECT_EQ(read.rest, "HTTP/1.1");
}

TEST(HttpReader, refuses_what_is_no_response) {
    EXPECT_TRUE(read_in_pieces("SSH-2.0-x\r\n\r\n", 4).broken);
    EXPECT_TRUE(read_in_pieces("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", 4).broken);
    EXPECT_TRUE(
        read_in_pieces("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 4).broken);
    EXPECT_TRUE(read_in_pieces(std::string(HttpReader::head_bytes_max, 'x'), 1000).broken);
}

}  // namespace
}  // namespace freshet::bench
