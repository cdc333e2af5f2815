#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "vod/media_facts.hpp"
#include "wire/mp4/fragment_index.hpp"

namespace freshet::work {

/// One track that was made: how players choose it, and the text by which they find its segments.
struct MadeRendition {
    vod::Rendition rendition{};  // Its generation is whose it becomes.
    std::string playlist{};      // The file is named relatively.
    // What it fills of the time line that it shares with the other track.
    std::chrono::milliseconds start{};
    std::chrono::milliseconds end{};
    std::chrono::milliseconds longest_segment{};
};

/// Describes a file of fragments of that size; its name is `name`.mp4.
MadeRendition describe(const mp4::FragmentIndex& index, const std::string& name,
                       std::uint64_t file_bytes);

}  // namespace freshet::work
