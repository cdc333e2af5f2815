#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "vod/media_facts.hpp"

namespace freshet::vod {

enum class VideoStatus : std::uint8_t { uploading, processing, ready, failed };
enum class Visibility : std::uint8_t { private_, unlisted, public_ };

/// Why a file will never be a video, or why nobody tries any more.
enum class FailureCode : std::uint8_t {
    not_a_video,
    no_playable_track,
    damaged,
    unsupported_codec,
    too_long,
    too_large_picture,
    took_too_long,
    too_many_attempts,
    source_missing,
};

// The words of the API and of the rows: "UPLOADING", "private", "not_a_video", "audio".
[[nodiscard]] std::string_view to_string(VideoStatus status);
[[nodiscard]] std::string_view to_string(Visibility visibility);
[[nodiscard]] std::string_view to_string(FailureCode code);
[[nodiscard]] std::string_view to_string(RenditionKind kind);
[[nodiscard]] std::optional<VideoStatus> status_from(std::string_view text);
[[nodiscard]] std::optional<Visibility> visibility_from(std::string_view text);
[[nodiscard]] std::optional<FailureCode> failure_from(std::string_view text);
[[nodiscard]] std::optional<RenditionKind> rendition_kind_from(std::string_view text);

/// What a video is about: one of the categories that streams have too.
struct VideoCategory {
    CategoryId id;
    std::string name;
    std::string slug;
    std::string icon_url;  // Empty: none.
    WallTime created_at;

    bool operator==(const VideoCategory&) const = default;
};

/// Something that can be played on demand, as its row says. It belongs to its owner; the channel is
/// where it is shown, and always one of the owner's.
struct Video {
    VideoId id;
    UserId owner;
    std::string username;  // The owner's.
    std::string display_name;
    std::string avatar_url;  // Empty: none.
    ChannelId channel;
    std::string handle;  // The channel's.
    std::string channel_title;
    std::string title;
    std::string description;
    Visibility visibility = Visibility::private_;
    VideoStatus status = VideoStatus::uploading;
    std::uint32_t progress = 0;            // 0 to 100: of the upload, then of the job.
    std::string doing{};                   // While PROCESSING: the kind of its job; else empty.
    std::optional<JobId> job{};            // That made it playable, or tries to.
    std::optional<FailureCode> failure{};  // When FAILED.
    MediaFacts facts{};                    // When READY.
    std::uint64_t size_bytes = 0;          // What was uploaded; while UPLOADING, what is expected.
    std::uint64_t media_bytes = 0;         // What was made of it.
    std::uint64_t generation = 0;          // Of video.mp4 and the thumbnail; 0 before READY.
    bool has_thumbnail = false;
    std::uint64_t view_count = 0;
    std::uint64_t access_epoch = 0;  // Another one whenever a right to watch is taken away.
    std::vector<std::string> tags{};
    std::vector<VideoCategory> categories{};  // In the order in which they were given.
    WallTime created_at;
    WallTime updated_at;
    std::optional<WallTime> ready_at{};
    bool is_owner_active = true;  // Else it is nobody's to see but the staff's.

    [[nodiscard]] bool is_public() const {
        return visibility == Visibility::public_ && status == VideoStatus::ready && is_owner_active;
    }

    bool operator==(const Video&) const = default;
};

/// What people may write, and how much of it. Lengths are characters.
struct VideoLimits {
    static constexpr std::size_t title_max = 140;
    static constexpr std::size_t description_max = 5000;
    static constexpr std::size_t categories_max = 10;
    static constexpr std::size_t tags_max = 20;
    static constexpr std::size_t tag_max = 40;
};

}  // namespace freshet::vod
