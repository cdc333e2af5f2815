#pragma once

#include <cstdint>
#include <string>

#include "base/clock.hpp"
#include "base/ids.hpp"

namespace freshet::channels {

/// Where a user broadcasts: a public handle, and a stream key that is derived from id and key
/// version.
struct Channel {
    ChannelId id;
    UserId owner;
    std::string handle;  // Lower case, unique.
    std::string title;
    std::string description;
    std::string thumbnail_url;      // Empty: none.
    std::string time_zone = "UTC";  // In which its days begin; a name such as "Europe/Berlin".
    bool is_default = false;        // The one that its owner got at registration.
    std::uint32_t key_version = 1;
    WallTime created_at;
    WallTime updated_at;
    std::uint64_t follower_count = 0;  // Of its owner.
    bool has_public_stream = false;    // On air, as its row says.
    bool is_owner_active = true;       // Else it is nobody's to see but the staff's.

    bool operator==(const Channel&) const = default;
};

}  // namespace freshet::channels
