#include "serve/http/gzip.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace freshet::http {
namespace {

std::string unpacked(std::string_view packed) {
    z_stream z{};
    EXPECT_EQ(::inflateInit2(&z, 15 + 16), Z_OK);
    std::string plain(1 << 20, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    z.avail_in = static_cast<uInt>(packed.size());
    z.next_out = reinterpret_cast<Bytef*>(plain.data());
    z.avail_out = static_cast<uInt>(plain.size());
    EXPECT_EQ(::inflate(&z, Z_FINISH), Z_STREAM_END);
    plain.resize(z.total_out);
    ::inflateEnd(&z);
    return plain;
}

Request asking(std::string_view accept_encoding) {
    Request request;
    request.headers.add("Accept-Encoding", accept_encoding);
    return request;
}

Response text(Body body, std::string_view type = "application/json") {
    Response response{.body = std::move(body)};
    response.headers.add("Content-Type", type);
    return response;
}

const std::string large(5'000, 'x');

TEST(Gzip, packs_large_text_for_who_takes_it) {
    Gzip gzip;
    for (int round = 0; round < 2; ++round) {
        auto response = text(large);
        gzip.apply(asking("gzip, br"), response, 1024);

        EXPECT_EQ(response.headers.get("Content-Encoding"), "gzip");
        EXPECT_EQ(response.headers.get("Vary"), "Accept-Encoding");
        EXPECT_LT(std::get<std::string>(response.body).size(), 200u);
        EXPECT_EQ(unpacked(std::get<std::string>(response.body)), large);
    }
}

TEST(Gzip, leaves_the_rest_as_it_is_but_says_that_it_varies) {
    Gzip gzip;
    auto response = text(large);
    gzip.apply(asking("br"), response, 1024);
    EXPECT_EQ(std::get<std::string>(response.body), large);
    EXPECT_EQ(response.headers.get("Content-Encoding"), std::nullopt);
    EXPECT_EQ(response.headers.get("Vary"), "Accept-Encoding");
}

TEST(Gzip, does_not_touch_what_is_small_or_packed_or_media_or_a_part) {
    Gzip gzip;
    auto small = text(std::string(1023, 'x'));
    auto media = text(large, "video/mp4");
    auto packed = text(large);
    packed.headers.add("Content-Encoding", "br");
    auto part = text(large);
    part.status = 206;
    for (auto* response : {&small, &media, &packed, &part}) {
        gzip.apply(asking("gzip"), *response, 1024);
        EXPECT_EQ(response->headers.get("Vary"), std::nullopt);
        EXPECT_NE(response->headers.get("Content-Encoding"), "gzip");
    }
}

TEST(Gzip, packs_a_shared_text_once) {
    Gzip gzip;
    const auto playlist = std::make_shared<const std::string>(large);
    auto first = text(playlist, "application/vnd.apple.mpegurl");
    auto second = text(playlist, "application/vnd.apple.mpegurl");
    auto other =
        text(std::make_shared<const std::string>(5'000, 'y'), "application/vnd.apple.mpegurl");
    for (auto* response : {&first, &second, &other}) gzip.apply(asking("gzip"), *response, 1024);

    using Shared = std::shared_ptr<const std::string>;
    EXPECT_EQ(std::get<Shared>(first.body), std::get<Shared>(second.body));
    EXPECT_EQ(unpacked(*std::get<Shared>(first.body)), large);
    EXPECT_EQ(unpacked(*std::get<Shared>(other.body)), std::string(5'000, 'y'));
}

TEST(Gzip, weakens_a_strong_tag) {
    Gzip gzip;
    auto response = text(large);
    response.headers.add("ETag", "\"1\"");
    gzip.apply(asking("gzip"), response, 1024);
    EXPECT_EQ(response.headers.get("ETag"), "W/\"1\"");
}

TEST(AcceptsGzip, reads_the_list_with_its_weights) {
    for (const auto* yes : {"gzip", "br, gzip;q=0.5", "*", "gzip;q=1.0, *;q=0"})
        EXPECT_TRUE(accepts_gzip(yes)) << yes;
    for (const auto* no :
         {"", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0", "*, gzip;q=0", "xgzip"}) {
        EXPECT_FALSE(accepts_gzip(no)) << no;
    }
}

}  // namespace
}  // namespace freshet::http
