#pragma once

#include <chrono>
#include <functional>
#include <string_view>

#include "base/result.hpp"
#include "serve/http/message.hpp"

namespace freshet::http {

/// Why the HTTP layer itself refuses a request. `code` is stable and for machines, `detail` is
/// English.
struct Problem {
    unsigned status = 400;
    std::string_view code;
    std::string_view detail;
};

using ProblemWriter = std::function<Response(const Request&, const Problem&)>;

namespace problems {
inline constexpr Problem not_found{404, "not_found", "There is nothing here."};
inline constexpr Problem method_not_allowed{405, "method_not_allowed", "This cannot be done here."};
inline constexpr Problem too_large{413, "payload_too_large", "The request body is too large."};
inline constexpr Problem too_many{429, "rate_limited", "Too many requests. Try again later."};
inline constexpr Problem internal{500, "internal", "Something went wrong."};
inline constexpr Problem unavailable{503, "unavailable", "The service cannot answer now."};
}  // namespace problems

/// How a request that could not be read is answered.
[[nodiscard]] Problem problem_of(ErrorCode error);

/// RFC 9457, in English.
[[nodiscard]] Response plain_problem(const Request& request, const Problem& problem);

/// 429, with when to come back.
[[nodiscard]] Response too_many_requests(const Request& request, std::chrono::seconds wait);

}  // namespace freshet::http
