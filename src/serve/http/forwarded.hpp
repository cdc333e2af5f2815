#pragma once

#include <string>
#include <string_view>

#include "net/address_set.hpp"
#include "serve/http/message.hpp"

namespace freshet::http {

/// Who a request comes from.
struct Origin {
    std::string peer_ip;
    bool secure = false;
};

/// Believes X-Forwarded-For and -Proto as far as trusted proxies wrote them: from the right, past
/// every trusted address, the first other one is the client. `peer_ip` is the connection's own
/// address.
[[nodiscard]] Origin origin_of(const Headers& headers, std::string_view peer_ip,
                               const net::AddressSet& trusted);

}  // namespace freshet::http
