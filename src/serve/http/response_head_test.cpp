#include "serve/http/response_head.hpp"

#include <gtest/gtest.h>

namespace freshet::http {
namespace {

using std::chrono::milliseconds;

std::string head_of(const Response& response, HeadFacts facts) {
    std::string head;
    append_head(head, response, facts);
    return head;
}

TEST(HttpDate, is_that_of_rfc_9110) {
    EXPECT_EQ(http_date(WallTime(milliseconds(784'111'777'999))), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(http_date(WallTime(milliseconds(0))), "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(DateCache, follows_the_second) {
    DateCache cache;
    EXPECT_EQ(cache.at(WallTime(milliseconds(1'999))), "Thu, 01 Jan 1970 00:00:01 GMT");
    EXPECT_EQ(cache.at(WallTime(milliseconds(2'000))), "Thu, 01 Jan 1970 00:00:02 GMT");
}

TEST(ResponseHead, carries_what_the_session_says_and_the_handlers_fields) {
    Response response{.status = 404};
    response.headers.add("Content-Type", "text/plain");
    EXPECT_EQ(head_of(response, {.date = "now", .request_id = "id", .content_length = 3}),
              "HTTP/1.1 404 Not Found\r\nServer: freshet\r\nDate: now\r\nX-Request-Id: id\r\n"
              "Content-Length: 3\r\nContent-Type: text/plain\r\n\r\n");
}

TEST(ResponseHead, says_how_the_connection_goes_on) {
    const Response response;
    const HeadFacts facts{.date = "", .request_id = "", .content_length = std::nullopt};
    auto closing = facts;
    closing.keep_alive = false;
    auto old = facts;
    old.version_minor = 0;
    EXPECT_EQ(head_of(response, facts).find("Connection"), std::string::npos);
    EXPECT_NE(head_of(response, closing).find("\r\nConnection: close\r\n"), std::string::npos);
    EXPECT_NE(head_of(response, old).find("\r\nConnection: keep-alive\r\n"), std::string::npos);
    EXPECT_EQ(head_of(response, facts).find("Content-Length"), std::string::npos);
}

TEST(ResponseHead, lets_no_value_start_a_field_of_its_own) {
    Response response;
    response.headers.add("Location", "/a\r\nSet-Cookie: b");
    const auto head = head_of(response, {.date = "", .request_id = "", .content_length = 0});
    EXPECT_NE(head.find("Location: /a  Set-Cookie: b\r\n"), std::string::npos);
}

TEST(ResponseHead, lets_no_handler_contradict_the_session) {
    Response response;
    response.headers.add("content-length", "99");
    response.headers.add("Connection", "close");
    const auto head = head_of(response, {.date = "", .request_id = "", .content_length = 0});
    EXPECT_EQ(head.find("99"), std::string::npos);
    EXPECT_EQ(head.find("close"), std::string::npos);
}

TEST(HttpDate, is_read_as_it_is_written_and_in_no_other_way) {
    const auto time = read_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
    ASSERT_TRUE(time);
    EXPECT_EQ(http_date(*time), "Sun, 06 Nov 1994 08:49:37 GMT");
    for (const auto* odd : {"", "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
                            "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 28:49:37 GMT",
                            "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, xx Nov 1994 08:49:37 GMT"}) {
        EXPECT_EQ(read_http_date(odd), std::nullopt) << odd;
    }
}

}  // namespace
}  // namespace freshet::http
