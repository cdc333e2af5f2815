#pragma once

#include <functional>
#include <string>

namespace freshet::sockets {

/// What a request of a session by HTTP is answered.
struct Answer {
    unsigned status = 200;
    std::string body{};
    bool is_json = false;
};

/// Called once, on the thread of the session.
using Reply = std::move_only_function<void(Answer)>;

/// Why Engine.IO refuses a request, with the numbers of its reference implementation.
enum class Refusal { unknown_transport, unknown_sid, bad_method, bad_request, bad_version = 5 };

/// What was posted has been read.
[[nodiscard]] Answer posted();

[[nodiscard]] Answer refused(Refusal why);

}  // namespace freshet::sockets
