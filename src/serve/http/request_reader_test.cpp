#include "serve/http/request_reader.hpp"

#include <gtest/gtest.h>

#include "serve/http/error.hpp"

namespace freshet::http {
namespace {

/// What reading one request of `input`, which arrives `cut` bytes at a time, came to.
struct Reading {
    Request request{};
    std::string body{};
    std::string rest{};
    bool head_done = false;
    bool body_done = false;
    bool keep_alive = false;
    ErrorCode error{};
};

Reading read(std::string_view input, std::size_t cut = 1 << 20,
             std::size_t body_bytes_max = 1 << 20) {
    RequestReader reader({});
    Reading reading;
    std::string inbox;
    const auto take = [&](Result<std::size_t> taken) {
        if (taken) inbox.erase(0, *taken);
        if (!taken) reading.error = taken.error();
        return taken && *taken > 0;
    };
    while (!input.empty() && !reading.error && !reading.body_done) {
        inbox += input.substr(0, cut);
        input.remove_prefix(std::min(cut, input.size()));
        if (!reading.head_done) reading.head_done = take(reader.read_head(inbox, reading.request));
        if (!reading.head_done || reading.error) continue;
        if (!reader.body_done()) take(reader.read_body(inbox, reading.body, body_bytes_max));
        reading.body_done = !reading.error && reader.body_done();
        reading.keep_alive = reader.keep_alive();
    }
    reading.rest = inbox + std::string(input);
    return reading;
}

std::string get(std::string_view fields) {
    return "GET / HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n";
}
std::string post(std::string_view fields) {
    return "POST / HTTP/1.1\r\nHost: a\r\n" + std::string(fields);
}

TEST(RequestReader, reads_the_same_however_the_input_is_cut) {
    const std::string input =
        "\r\nPOST /a%20b?c=d HTTP/1.1\r\nHost: a\r\nX-Field:  spaced \t\r\nTransfer-Encoding: "
        "chunked\r\n\r\n"
        "5;ext=\"v\"\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: dropped\r\n\r\nGET";
    for (std::size_t cut = 1; cut <= input.size(); ++cut) {
        const auto reading = read(input, cut);

        ASSERT_TRUE(reading.body_done) << "cut every " << cut << ": " << reading.error.message();
        EXPECT_EQ(reading.request.method, Method::post);
        EXPECT_EQ(reading.request.path, "/a b");
        EXPECT_EQ(reading.request.query, "c=d");
        EXPECT_EQ(reading.request.headers.get("x-field"), "spaced");
        EXPECT_EQ(reading.request.headers.get("trailer"), std::nullopt);
        EXPECT_EQ(reading.body, "hello!");
        EXPECT_TRUE(std::string_view("GET").ends_with(reading.rest)) << reading.rest;
    }
}

TEST(RequestReader, takes_a_body_of_the_length_that_was_said_and_no_more) {
    const auto reading = read(post("Content-Length: 5\r\n\r\nhelloGET /"));
    EXPECT_TRUE(reading.body_done);
    EXPECT_EQ(reading.body, "hello");
    EXPECT_EQ(reading.rest, "GET /");
}

TEST(RequestReader, knows_when_a_connection_may_stay) {
    EXPECT_TRUE(read(get("")).keep_alive);
    EXPECT_FALSE(read(get("Connection: close\r\n")).keep_alive);
    EXPECT_FALSE(read("GET / HTTP/1.0\r\n\r\n").keep_alive);
    EXPECT_TRUE(read("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keep_alive);
}

TEST(RequestReader, refuses_heads_that_two_readers_might_understand_differently) {
    const struct {
        std::string input;
        Errc error;
    } rows[] = {
        {"\x16\x03\x01\x02", Errc::malformed},
        {"GET / HTTP/1.1\nHost: a\n\n", Errc::malformed},
        {"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", Errc::malformed},
        {"GET / HTTP/1.1\r\n Host: a\r\n\r\n", Errc::malformed},
        {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", Errc::malformed},
        {"GET / HTTP/1.1\r\nHo\rst: a\r\n\r\n", Errc::malformed},
        {"GET /\r\n\r\n", Errc::malformed},
        {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", Errc::malformed},
        {"GET / HTTP/1.1\r\n\r\n", Errc::malformed},
        {get("Host: b\r\n"), Errc::malformed},
        {get("no colon\r\n"), Errc::malformed},
        {get(": no name\r\n"), Errc::malformed},
        {get(std::string("X: a\0b\r\n", 8)), Errc::malformed},
        {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", Errc::unsupported_version},
        {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", Errc::unsupported_method},
        {"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", Errc::unsupported_method},
        {"GET /../x HTTP/1.1\r\nHost: a\r\n\r\n", Errc::bad_target},
        {get("Expect: a-miracle\r\n"), Errc::unsupported_expectation},
        {post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"), Errc::malformed},
        {post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"), Errc::malformed},
        {post("Content-Length: 5\r\nContent-Length: 5\r\n\r\n"), Errc::malformed},
        {post("Content-Length: 5\r\nContent-Length: 6\r\n\r\n"), Errc::malformed},
        {post("Content-Length: 5, 5\r\n\r\n"), Errc::malformed},
        {post("Content-Length: +5\r\n\r\n"), Errc::malformed},
        {post("Content-Length: -1\r\n\r\n"), Errc::malformed},
        {post("Content-Length: 0x5\r\n\r\n"), Errc::malformed},
        {post("Content-Length: 99999999999999999999\r\n\r\n"), Errc::malformed},
        {post("Content-Length:\r\n\r\n"), Errc::malformed},
        {post("Transfer-Encoding: gzip, chunked\r\n\r\n"), Errc::unsupported_coding},
        {post("Transfer-Encoding: xchunked\r\n\r\n"), Errc::unsupported_coding},
        {post("Transfer-Encoding: identity\r\n\r\n"), Errc::unsupported_coding},
        {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n"),
         Errc::malformed},
        {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"), Errc::malformed},
        {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", Errc::malformed},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(read(row.input).error, row.error) << row.input;
        EXPECT_EQ(read(row.input, 1).error, row.error) << "byte by byte: " << row.input;
    }
}

TEST(RequestReader, refuses_bad_chunks) {
    const auto head = post("Transfer-Encoding: chunked\r\n\r\n");
    for (const auto* chunks :
         {"x\r\n", "-5\r\nhello\r\n", "5\nhello\r\n", "5\r\nhello!\r\n", "fffffffffffffffff\r\n",
          "\r\n", "0x5\r\nhello\r\n", "5 5\r\nhello\r\n", "0\r\n bad\r\n\r\n"}) {
        EXPECT_EQ(read(head + chunks + "0\r\n\r\n").error, Errc::malformed) << chunks;
    }
}

TEST(RequestReader, refuses_a_body_beyond_its_limit_before_storing_it) {
    const auto chunked = post("Transfer-Encoding: chunked\r\n\r\n");
    EXPECT_EQ(read(chunked + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", 1 << 20, 5).error, ErrorCode());
    const auto reading = read(chunked + "3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n", 1 << 20, 5);
    EXPECT_EQ(reading.error, Errc::body_too_large);
    EXPECT_LE(reading.body.size(), 5u);
}

TEST(RequestReader, refuses_heads_beyond_its_limits) {
    EXPECT_EQ(read(get("X: " + std::string(17'000, 'x') + "\r\n")).error, Errc::head_too_large);
    EXPECT_EQ(read("GET /" + std::string(17'000, 'x')).error, Errc::head_too_large);
    EXPECT_EQ(read("G" + std::string(17'000, 'E'), 100).error, Errc::head_too_large);
    std::string many;
    for (int i = 0; i < 10'000; ++i) many += "a:\r\n";
    EXPECT_EQ(read(get(many)).error, Errc::head_too_large);
    EXPECT_EQ(read(std::string(20'000, '\n')).error, Errc::malformed);
    std::string empty_lines;
    for (int i = 0; i < 10'000; ++i) empty_lines += "\r\n";
    EXPECT_EQ(read(empty_lines).error, Errc::head_too_large);
}

TEST(RequestReader, waits_for_more_of_a_head_that_is_cut_off) {
    const auto whole = get("X: y\r\n");
    for (std::size_t size = 1; size < whole.size(); ++size) {
        const auto reading = read(std::string_view(whole).substr(0, size));
        EXPECT_FALSE(reading.head_done) << size;
        EXPECT_FALSE(reading.error) << size;
    }
}

}  // namespace
}  // namespace freshet::http
