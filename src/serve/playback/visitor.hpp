#pragma once

#include <string>
#include <string_view>

namespace freshet::playback {

/// What a protocol knows of somebody who asks to watch.
struct Visitor {
    std::string token{};      // As it came; empty: none.
    std::string client_id{};  // One that a browser keeps; see is_client_id. Empty: none.
    std::string peer_ip{};
    std::string user_agent{};
};

/// Whether this may be the id that a browser keeps to be known again.
[[nodiscard]] bool is_client_id(std::string_view text);

/// The value of a parameter in a query that holds no escapes, as tokens and client ids do not;
/// empty when it is not there.
[[nodiscard]] std::string plain_query_value(std::string_view query, std::string_view name);

}  // namespace freshet::playback
