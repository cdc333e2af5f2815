#include "serve/http/ranges.hpp"

#include <gtest/gtest.h>

namespace freshet::http {
namespace {

using Kind = ByteRange::Kind;

constexpr std::uint64_t size = 1000;
const ByteRange whole{.size = size};

ByteRange part(std::uint64_t offset, std::uint64_t count) {
    return {.kind = Kind::part, .offset = offset, .size = count};
}

TEST(Range, asks_for_a_part_from_either_end) {
    EXPECT_EQ(read_range("bytes=0-99", size), part(0, 100));
    EXPECT_EQ(read_range("bytes=999-999", size), part(999, 1));
    EXPECT_EQ(read_range("bytes=500-", size), part(500, 500));
    EXPECT_EQ(read_range("bytes=-100", size), part(900, 100));
}

TEST(Range, ends_where_the_body_ends) {
    EXPECT_EQ(read_range("bytes=900-5000", size), part(900, 100));
    EXPECT_EQ(read_range("bytes=-5000", size), part(0, 1000));
}

TEST(Range, beyond_the_body_cannot_be_satisfied) {
    EXPECT_EQ(read_range("bytes=1000-", size).kind, Kind::unsatisfiable);
    EXPECT_EQ(read_range("bytes=1000-2000", size).kind, Kind::unsatisfiable);
    EXPECT_EQ(read_range("bytes=-0", size).kind, Kind::unsatisfiable);
    EXPECT_EQ(read_range("bytes=-1", 0).kind, Kind::unsatisfiable);
}

TEST(Range, what_is_no_single_range_of_bytes_is_ignored) {
    EXPECT_EQ(read_range(std::nullopt, size), whole);
    for (const auto* odd :
         {"", "bytes", "bytes=", "bytes=-", "items=0-1", "bytes=5-2", "bytes=0-1,5-6", "bytes=a-b",
          "bytes=1-2x", "bytes=+1-2", "bytes=--2", "bytes=99999999999999999999-"}) {
        EXPECT_EQ(read_range(odd, size), whole) << odd;
    }
}

TEST(Range, knows_its_unit_in_any_case_and_sizes_beyond_32_bits) {
    const std::uint64_t large = 100'000'000'000;
    EXPECT_EQ(read_range("Bytes=99999999990-", large), part(99'999'999'990, 10));
}

/// What a file of 1000 bytes is answered with.
Response answered(const std::vector<Headers::Field>& fields, Method method = Method::get) {
    Request request{.method = method};
    for (const auto& [name, value] : fields) request.headers.add(name, value);
    Response response{.body = FileBody{.file = nullptr, .offset = 50, .size = 1000}};
    response.headers.set("Content-Type", "video/mp4");
    response.headers.set("ETag", "\"a,b\"");
    response.headers.set("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
    response.headers.set("Cache-Control", "public");
    serve_ranges(request, response);
    return response;
}

TEST(ServeRanges, answers_the_whole_when_nothing_is_asked) {
    const auto response = answered({});
    EXPECT_EQ(response.status, 200u);
    EXPECT_EQ(response.headers.get("Accept-Ranges"), "bytes");
    EXPECT_EQ(std::get<FileBody>(response.body).size, 1000u);
}

TEST(ServeRanges, answers_a_part_within_what_the_body_is) {
    const auto response = answered({{"Range", "bytes=-10"}});
    EXPECT_EQ(response.status, 206u);
    EXPECT_EQ(response.headers.get("Content-Range"), "bytes 990-999/1000");
    EXPECT_EQ(std::get<FileBody>(response.body).offset, 1040u);
    EXPECT_EQ(std::get<FileBody>(response.body).size, 10u);
}

TEST(ServeRanges, answers_the_whole_to_several_ranges_and_to_head) {
    EXPECT_EQ(answered({{"Range", "bytes=0-1,3-4"}}).status, 200u);
    EXPECT_EQ(answered({{"Range", "bytes=0-1"}}, Method::head).status, 200u);
}

TEST(ServeRanges, says_what_there_is_when_nothing_of_it_is_asked_for) {
    const auto response = answered({{"Range", "bytes=1000-"}});
    EXPECT_EQ(response.status, 416u);
    EXPECT_EQ(response.headers.get("Content-Range"), "bytes */1000");
    EXPECT_EQ(response.headers.get("Cache-Control"), "no-store");
    EXPECT_TRUE(std::holds_alternative<std::monostate>(response.body));
}

TEST(ServeRanges, give_a_part_only_of_what_the_client_has_the_rest_of) {
    const auto status = [](std::string_view condition) {
        return answered({{"Range", "bytes=0-1"}, {"If-Range", condition}}).status;
    };
    EXPECT_EQ(status("\"a,b\""), 206u);
    EXPECT_EQ(status("Sun, 06 Nov 1994 08:49:37 GMT"), 206u);
    for (const auto* other : {"\"a\"", "W/\"a,b\"", "Sun, 06 Nov 1994 08:49:38 GMT", "*", "", "x"})
        EXPECT_EQ(status(other), 200u) << other;
}

TEST(ServeRanges, send_nothing_that_the_client_has) {
    const auto status = [](std::string_view name, std::string_view value) {
        return answered({{name, value}}).status;
    };
    EXPECT_EQ(status("If-None-Match", "\"x\", W/\"a,b\""), 304u);
    EXPECT_EQ(status("If-None-Match", "*"), 304u);
    EXPECT_EQ(status("If-None-Match", "\"a\", \"b\", b"), 200u);
    EXPECT_EQ(status("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"), 304u);
    EXPECT_EQ(status("If-Modified-Since", "Sun, 06 Nov 1994 08:49:36 GMT"), 200u);
    EXPECT_EQ(status("If-Modified-Since", "yesterday, as far as I remember"), 200u);
    const auto kept = answered({{"If-None-Match", "*"}});
    EXPECT_EQ(kept.headers.get("ETag"), "\"a,b\"");
    EXPECT_EQ(kept.headers.get("Cache-Control"), "public");
}

TEST(ServeRanges, fail_where_something_else_was_to_be_there) {
    const auto status = [](std::string_view name, std::string_view value) {
        return answered({{name, value}}).status;
    };
    EXPECT_EQ(status("If-Match", "\"a,b\""), 200u);
    EXPECT_EQ(status("If-Match", "*"), 200u);
    EXPECT_EQ(status("If-Match", "W/\"a,b\""), 412u);
    EXPECT_EQ(status("If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:36 GMT"), 412u);
    EXPECT_EQ(status("If-Unmodified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"), 200u);
}

TEST(ServeRanges, hold_a_tag_before_a_date) {
    const auto response = answered(
        {{"If-None-Match", "\"x\""}, {"If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"}});
    EXPECT_EQ(response.status, 200u);
}

}  // namespace
}  // namespace freshet::http
