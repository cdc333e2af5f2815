#pragma once

#include <optional>

#include "base/result.hpp"
#include "vod/video.hpp"

namespace freshet::work {

/// What an error of ffmpeg's says of a file. Nothing for those of the surroundings.
[[nodiscard]] std::optional<vod::FailureCode> failure_of(ErrorCode error);

}  // namespace freshet::work
