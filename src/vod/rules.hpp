#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/field_errors.hpp"
#include "vod/upload.hpp"
#include "vod/video_repository.hpp"

// What may be said of a video. Fields are `title`, `description`, `categories`, `tags` and
// `tags[1]`; codes are those of base/json.hpp (`required`, `bad_length` {min, max}, `too_many`
// {max}) and `invalid_text`.
namespace freshet::vod {

/// As it will be kept: title and tags without white space at their ends, each tag once.
[[nodiscard]] VideoDraft tidied(VideoDraft draft);
[[nodiscard]] VideoChanges tidied(VideoChanges changes);

[[nodiscard]] FieldErrors check(const VideoDraft& draft);
[[nodiscard]] FieldErrors check(const VideoChanges& changes);

/// A title made of the name that a file had: without folders and ending, and within the limit.
/// "Untitled" when nothing of it can be read.
[[nodiscard]] std::string title_of_file(std::string_view file_name);

/// What tags are equal by.
[[nodiscard]] std::string tag_key(std::string_view tag);

}  // namespace freshet::vod
