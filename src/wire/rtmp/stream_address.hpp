#pragma once

#include <string>
#include <string_view>

namespace freshet::rtmp {

/// What a peer says of the stream that it means, in three places that clients fill as they like.
struct AddressParts {
    std::string_view app;     // Of connect: "live", "live/instance", "live/KEY", "live?token=x".
    std::string_view tc_url;  // Of connect: "rtmp://host/live".
    std::string_view name;    // Of publish or play: "KEY", "KEY?token=x", or nothing.
};

/// The stream that is meant.
struct StreamAddress {
    std::string app;    // The first segment, without instance.
    std::string name;   // A key or a handle; empty when none was given.
    std::string query;  // Without the '?'.
};

/// The name is the one of publish or play; when that is empty, the last segment of the path in
/// front of it.
[[nodiscard]] StreamAddress find_stream_address(const AddressParts& parts);

}  // namespace freshet::rtmp
