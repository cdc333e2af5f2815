#include "vod/video.hpp"

#include <array>

#include "base/names.hpp"

namespace freshet::vod {

namespace {

// In the orders of their enums.
constexpr std::array<std::string_view, 4> status_names{"UPLOADING", "PROCESSING", "READY",
                                                       "FAILED"};
constexpr std::array<std::string_view, 3> visibility_names{"private", "unlisted", "public"};
constexpr std::array<std::string_view, 9> failure_names{
    "not_a_video",       "no_playable_track", "damaged",           "unsupported_codec", "too_long",
    "too_large_picture", "took_too_long",     "too_many_attempts", "source_missing"};
constexpr std::array<std::string_view, 2> rendition_names{"video", "audio"};

}  // namespace

std::string_view to_string(VideoStatus status) {
    return status_names[static_cast<std::size_t>(status)];
}

std::string_view to_string(Visibility visibility) {
    return visibility_names[static_cast<std::size_t>(visibility)];
}

std::string_view to_string(FailureCode code) {
    return failure_names[static_cast<std::size_t>(code)];
}

std::string_view to_string(RenditionKind kind) {
    return rendition_names[static_cast<std::size_t>(kind)];
}

std::optional<VideoStatus> status_from(std::string_view text) {
    return value_of<VideoStatus>(status_names, text);
}

std::optional<Visibility> visibility_from(std::string_view text) {
    return value_of<Visibility>(visibility_names, text);
}

std::optional<FailureCode> failure_from(std::string_view text) {
    return value_of<FailureCode>(failure_names, text);
}

std::optional<RenditionKind> rendition_kind_from(std::string_view text) {
    return value_of<RenditionKind>(rendition_names, text);
}

}  // namespace freshet::vod
