#pragma once

#include <boost/asio/awaitable.hpp>

#include "net/listener.hpp"
#include "serve/fanout/dialect.hpp"
#include "serve/rtmp/server.hpp"

namespace freshet::rtmp {

/// One RTMP connection, from handshake to goodbye; a player's ends when its socket has been given
/// to the fan-out. Parts, dialect and refusals outlive it: its listener is joined first.
boost::asio::awaitable<void> serve(net::Connection connection, Parts parts,
                                   const fanout::DialectKind& dialect, Refusals& refusals,
                                   ServerConfig config);

}  // namespace freshet::rtmp
