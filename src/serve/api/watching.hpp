#pragma once

#include <optional>

#include "base/result.hpp"
#include "serve/api/call.hpp"
#include "serve/playback/judge.hpp"

namespace freshet::api {

/// The caller as who may watch is judged.
[[nodiscard]] std::optional<playback::Member> member_of(const Call& call);

/// Why somebody may not watch, in the words of the API where it has its own.
[[nodiscard]] ErrorCode told(ErrorCode refusal);

}  // namespace freshet::api
