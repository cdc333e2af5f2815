#pragma once

#include "serve/fanout/dialect.hpp"

namespace freshet::flv {

/// An HTTP/1.1 answer in chunked transfer coding (RFC 9112, 7.1): a chunk a tag.
extern const fanout::DialectKind http_chunked;

/// An HTTP/1.0 answer, which ends where the connection does.
extern const fanout::DialectKind http_plain;

/// A WebSocket's binary messages: a message a tag.
extern const fanout::DialectKind websocket;

}  // namespace freshet::flv
