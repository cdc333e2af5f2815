#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/address_range.hpp"
#include "base/result.hpp"

namespace freshet::net {

/// What one client is counted by: an IPv4 address, or the /64 that an IPv6 customer has all
/// addresses of. Bytes, not text.
[[nodiscard]] std::string client_key(std::string_view address);

/// Ranges of addresses such as TRUSTED_PROXIES names: "10.0.0.0/8", "::1", "192.0.2.7". Immutable
/// once filled.
class AddressSet {
public:
    /// Adds one range; fails with Errc::bad_address when the text is none.
    Result<void> add(std::string_view range);

    [[nodiscard]] bool contains(std::string_view address) const;
    [[nodiscard]] bool empty() const { return ranges_.empty(); }

private:
    std::vector<AddressRange> ranges_;
};

}  // namespace freshet::net
