#include "store/objects/s3_signer.hpp"

#include <gtest/gtest.h>

namespace freshet::objects {
namespace {

using namespace std::chrono_literals;

S3Account account() {
    return {.bucket = "examplebucket",
            .region = "us-east-1",
            .endpoint = "https://s3.example",
            .access_key = "AKIAIOSFODNN7EXAMPLE",
            .secret_key = SecretText("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")};
}

const WallTime may_24 = from_rfc3339("2013-05-24T00:00:00Z").value();

// AWS, "Authenticating Requests: Using Query Parameters": its example, whose host has no region.
TEST(S3Signer, signs_as_amazon_does) {
    auto amazon = account();
    amazon.bucket = "test.txt";  // Where a bucket stands in the path of an endpoint.
    amazon.endpoint = "https://examplebucket.s3.amazonaws.com";

    const auto url = S3Signer(amazon).url("GET", "", {}, may_24, 24h);

    EXPECT_EQ(url,
              "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
              "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
              "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
              "&X-Amz-Signature="
              "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

TEST(S3Signer, puts_what_is_asked_in_the_order_in_which_it_is_signed) {
    const auto url =
        S3Signer(account()).url("POST", "a,b/c", {{"uploads", ""}, {"Prefix", "a b/"}}, may_24, 1s);

    EXPECT_TRUE(url.starts_with("https://s3.example/examplebucket/a%2Cb/c?Prefix=a%20b%2F&X-Amz-"))
        << url;
    EXPECT_TRUE(url.contains("&X-Amz-SignedHeaders=host&uploads=&X-Amz-Signature=")) << url;
}

TEST(S3Signer, every_part_of_a_request_changes_its_signature) {
    const auto signature = [](const S3Account& as, std::string_view method, std::string_view name,
                              WallTime now) {
        const auto url = S3Signer(as).url(method, name, {}, now, 1s);
        return url.substr(url.rfind('='));
    };
    auto other = account();
    other.secret_key = SecretText("other");
    auto elsewhere = account();
    elsewhere.region = "eu-west-1";
    const auto one = signature(account(), "GET", "a", may_24);

    EXPECT_EQ(one, signature(account(), "GET", "a", may_24 + 999ms));
    EXPECT_NE(one, signature(account(), "GET", "a", may_24 + 1s));
    EXPECT_NE(one, signature(account(), "PUT", "a", may_24));
    EXPECT_NE(one, signature(account(), "GET", "b", may_24));
    EXPECT_NE(one, signature(other, "GET", "a", may_24));
    EXPECT_NE(one, signature(elsewhere, "GET", "a", may_24));
}

TEST(S3Address, has_the_bucket_in_the_host_at_amazon_and_in_the_path_elsewhere) {
    const S3Address amazon({.bucket = "media", .region = "eu-west-1"});
    const S3Address china({.bucket = "media", .region = "cn-north-1"});
    const S3Address dotted({.bucket = "media.example", .region = "eu-west-1"});
    const S3Address own({.bucket = "media", .endpoint = "http://127.0.0.1:9000"});

    EXPECT_EQ(amazon.origin, "https://media.s3.eu-west-1.amazonaws.com");
    EXPECT_EQ(amazon.host, "media.s3.eu-west-1.amazonaws.com");
    EXPECT_EQ(amazon.path_of("a/b"), "/a/b");
    EXPECT_EQ(amazon.path_of(""), "/");
    EXPECT_EQ(china.host, "media.s3.cn-north-1.amazonaws.com.cn");
    EXPECT_EQ(dotted.host, "s3.eu-west-1.amazonaws.com");
    EXPECT_EQ(dotted.path_of("a"), "/media.example/a");
    EXPECT_EQ(own.host, "127.0.0.1:9000");
    EXPECT_EQ(own.path_of(""), "/media");
}

TEST(S3Address, says_the_host_as_clients_do) {
    EXPECT_EQ(S3Address({.bucket = "media", .endpoint = "https://s3.example:443"}).host,
              "s3.example");
    EXPECT_EQ(S3Address({.bucket = "media", .endpoint = "http://s3.example:443"}).host,
              "s3.example:443");
    EXPECT_EQ(S3Address({.bucket = "media", .endpoint = "http://s3.example:80"}).host,
              "s3.example");
}

TEST(S3Address, knows_what_an_operator_may_write) {
    for (const auto* name : {"media", "my-media.2026", "a1b"}) EXPECT_TRUE(is_bucket_name(name));
    for (const auto* name : {"", "ab", "Media", "-media", "media-", "me/dia", "me..dia"}) {
        EXPECT_FALSE(is_bucket_name(name)) << name;
    }
    EXPECT_TRUE(is_region("eu-west-1"));
    EXPECT_FALSE(is_region("eu/west"));
    EXPECT_FALSE(is_region(""));
    for (const auto* url : {"http://127.0.0.1:9000", "https://s3.example", "http://[::1]:9000"}) {
        EXPECT_TRUE(is_endpoint(url)) << url;
    }
    for (const auto* url : {"", "s3.example", "https://", "https://s3.example/path", "ftp://s3",
                            "https://user@s3.example", "https://s3 example"}) {
        EXPECT_FALSE(is_endpoint(url)) << url;
    }
}

}  // namespace
}  // namespace freshet::objects
