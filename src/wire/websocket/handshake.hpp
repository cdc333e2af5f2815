#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace freshet::websocket {

/// The fields of an HTTP/1.1 GET that ask for a WebSocket. The caller keeps the text alive.
struct UpgradeRequest {
    std::optional<std::string_view> connection;
    std::optional<std::string_view> upgrade;
    std::optional<std::string_view> version;  // Sec-WebSocket-Version
    std::optional<std::string_view> key;      // Sec-WebSocket-Key
};

/// RFC 6455, 4.2.2, 5.4: what proves to the client that its key was read.
[[nodiscard]] std::string accept_key(std::string_view key);

/// RFC 6455, 4.2.1: the Sec-WebSocket-Accept for a request that may be upgraded.
/// Errc::not_an_upgrade is answered 400, Errc::unsupported_version 426 with `Sec-WebSocket-Version:
/// 13` (4.4).
Result<std::string> check_upgrade(const UpgradeRequest& request);

/// The whole 101 answer, up to and with its empty line. `subprotocol` is one of those that the
/// client offered.
[[nodiscard]] std::string upgrade_response(std::string_view accept,
                                           std::string_view subprotocol = {});

}  // namespace freshet::websocket
