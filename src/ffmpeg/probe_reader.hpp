#pragma once

#include <string_view>

#include "base/result.hpp"
#include "ffmpeg/facts.hpp"

namespace freshet::ffmpeg {

/// What one description of a file may make us hold.
struct ProbeLimits {
    std::size_t streams_max = 100;
    std::size_t text_bytes_max = 200;  // Of one value.
};

/// Reads what ffprobe prints as JSON of the entries that probe_command asks for. Errc::not_a_video
/// for what it would never print.
Result<FileFacts> read_probe(std::string_view json, ProbeLimits limits = {});

}  // namespace freshet::ffmpeg
