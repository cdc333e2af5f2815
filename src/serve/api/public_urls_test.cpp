#include "serve/api/public_urls.hpp"

#include <gtest/gtest.h>

namespace freshet::api {

namespace {

Call from_host(std::string host, bool secure = false) {
    Call call;
    call.host = std::move(host);
    call.secure = secure;
    return call;
}

TEST(PublicUrls, begin_with_what_the_operator_says) {
    const PublicUrls urls(
        {.public_url = "https://tv.example/", .rtmp_public_url = "rtmp://in.tv.example:1936"});

    const auto playback = urls.live(from_host("evil.example"), "ada");

    EXPECT_EQ(playback.flv, "https://tv.example/live/ada.flv");
    EXPECT_EQ(playback.ws_flv, "wss://tv.example/live/ada.flv");
    EXPECT_EQ(playback.rtmp, "rtmp://in.tv.example:1936/live/ada");
}

TEST(PublicUrls, begin_with_the_host_that_the_client_used_when_nobody_says) {
    const PublicUrls urls({.rtmp_port = 1999});

    EXPECT_EQ(urls.live(from_host("10.0.0.5:8080"), "ada").hls,
              "http://10.0.0.5:8080/hls/ada/master.m3u8");
    EXPECT_EQ(urls.live(from_host("tv.example", true), "ada").hls,
              "https://tv.example/hls/ada/master.m3u8");
    EXPECT_EQ(urls.rtmp_base(from_host("10.0.0.5:8080")), "rtmp://10.0.0.5:1999/live");
    EXPECT_EQ(urls.rtmp_base(from_host("[::1]:8080")), "rtmp://[::1]:1999/live");
}

TEST(PublicUrls, never_repeat_a_host_that_could_not_be_one) {
    const PublicUrls urls({});

    for (const std::string& host :
         {std::string(), std::string("a b"), std::string("x/y"), std::string("x@y"),
          std::string("\"><script>"), std::string("x\r\ny"), std::string(256, 'a')}) {
        EXPECT_EQ(urls.live(from_host(host), "ada").flv, "/live/ada.flv") << host;
    }
}

TEST(PublicUrls, take_the_encoder_s_address_from_the_public_one) {
    const PublicUrls urls({.public_url = "https://tv.example:8443/base"});

    EXPECT_EQ(urls.rtmp_base({}), "rtmp://tv.example:1935/live");
}

TEST(PublicUrls, keep_the_path_that_the_operator_gave_to_rtmp) {
    const PublicUrls urls({.rtmp_public_url = "rtmp://in.example/app/"});

    EXPECT_EQ(urls.rtmp_base({}), "rtmp://in.example/app");
}

TEST(PublicUrls, are_taken_apart) {
    EXPECT_EQ(origin_of("https://tv.example:8443/path"), "https://tv.example:8443");
    EXPECT_EQ(origin_of("https://tv.example"), "https://tv.example");
    EXPECT_EQ(host_name_of("https://tv.example:8443/path"), "tv.example");
    EXPECT_EQ(host_name_of("[::1]:80"), "[::1]");
}

}  // namespace

}  // namespace freshet::api
