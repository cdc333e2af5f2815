#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "serve/sockets/application.hpp"

namespace freshet::sockets {

/// Reads what a plain WebSocket says: {"event","data"?,"id"?}.
[[nodiscard]] Result<Request> read_plain_request(std::string_view text);

/// JSON in which null stands for every attachment: {"_placeholder":true,"num":n}. The text is JSON.
[[nodiscard]] std::string without_binary(std::string_view json);

}  // namespace freshet::sockets
