#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "ffmpeg/plan.hpp"

// What ffmpeg and ffprobe are told, as pure text. They work in a folder of their own and name files
// relatively: the source lies beside that folder, where they cannot write.
namespace freshet::ffmpeg {

using Command = std::vector<std::string>;

inline constexpr std::string_view source_file = "../source";
inline constexpr std::string_view progressive_file = "video.mp4";
inline constexpr std::string_view thumbnail_file = "thumbnail.webp";

/// What is in the source: JSON for read_probe.
Command probe_command();

/// video.mp4 of the source: what plays everywhere, its index in front.
Command make_command(const Plan& plan, const VideoLimits& limits = {});

/// A file in fragments for each track of video.mp4: `picture`.mp4 and audio.mp4, on one time line.
/// Empty names: there is none.
struct TrackFiles {
    std::string picture{};
    std::string sound{};
};
Command split_command(const TrackFiles& files);

/// thumbnail.webp: of the pictures of video.mp4 that are not black, one that says much about it,
/// from `at` on. A file without a picture if all are black there.
Command thumbnail_command(std::chrono::milliseconds at);

/// The same of its first picture, whatever that shows.
Command first_picture_command();

/// The same of a picture that the source holds beside its sound.
Command cover_command(unsigned stream);

}  // namespace freshet::ffmpeg
