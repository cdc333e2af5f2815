#include "wire/websocket/handshake.hpp"

#include <gtest/gtest.h>

#include "wire/websocket/error.hpp"

namespace freshet::websocket {
namespace {

/// The request of RFC 6455, 1.3.
const UpgradeRequest example{.connection = "Upgrade",
                             .upgrade = "websocket",
                             .version = "13",
                             .key = "dGhlIHNhbXBsZSBub25jZQ=="};

TEST(Handshake, proves_the_key_of_the_rfc_as_the_rfc_does) {
    EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_EQ(check_upgrade(example), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(Handshake, finds_its_tokens_in_any_case_and_among_others) {
    auto request = example;
    request.connection = "keep-alive , UPGRADE";
    request.upgrade = "h2c, WebSocket";
    EXPECT_TRUE(check_upgrade(request));
}

TEST(Handshake, refuses_what_asks_for_no_websocket) {
    auto request = example;
    request.upgrade = "websockets";
    EXPECT_EQ(check_upgrade(request).error(), Errc::not_an_upgrade);
    request = example;
    request.connection = "keep-alive";
    EXPECT_EQ(check_upgrade(request).error(), Errc::not_an_upgrade);
    EXPECT_EQ(check_upgrade({}).error(), Errc::not_an_upgrade);
}

TEST(Handshake, refuses_other_versions) {
    auto request = example;
    request.version = "8";
    EXPECT_EQ(check_upgrade(request).error(), Errc::unsupported_version);
    request.version = std::nullopt;
    EXPECT_EQ(check_upgrade(request).error(), Errc::unsupported_version);
}

TEST(Handshake, refuses_keys_that_are_not_sixteen_bytes_of_base64) {
    for (const std::string_view key :
         {"", "dGhlIHNhbXBsZQ==", "dGhlIHNhbXBsZSBub25jZSE=", "dGhlIHNhbXBs\r\n5vbmNlQ==",
          "dGhlIHNhbXBsZSBub25jZQ==dGhlIHNhbXBsZSBub25jZQ=="}) {
        auto request = example;
        request.key = key;
        EXPECT_EQ(check_upgrade(request).error(), Errc::bad_key) << key;
    }
}

TEST(Handshake, answers_with_the_subprotocol_when_there_is_one) {
    EXPECT_EQ(upgrade_response("abc="),
              "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Accept: abc=\r\n\r\n");
    EXPECT_NE(upgrade_response("abc=", "chat").find("\r\nSec-WebSocket-Protocol: chat\r\n\r\n"),
              std::string::npos);
}

}  // namespace
}  // namespace freshet::websocket
