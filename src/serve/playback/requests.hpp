#pragma once

#include "base/result.hpp"
#include "serve/http/message.hpp"
#include "serve/http/problem.hpp"
#include "serve/playback/entrance.hpp"

// What playback says over HTTP, whatever it plays.
namespace freshet::playback {

/// Who asks: the token stands in the path (`/t/:token/...`) or in the query.
[[nodiscard]] Visitor visitor_of(const http::Request& request);

/// How a refusal to watch is told.
[[nodiscard]] http::Problem problem_of(ErrorCode refusal);

}  // namespace freshet::playback
