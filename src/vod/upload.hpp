#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "vod/video.hpp"

namespace freshet::vod {

/// What somebody says of a video: when it is uploaded, as much as there is.
struct VideoDraft {
    UserId owner;
    std::optional<ChannelId> channel{};  // None: the owner's default one.
    std::string title{};                 // Empty: the file's name is made one.
    std::string description{};
    Visibility visibility = Visibility::private_;
    std::vector<std::string> categories{};  // Each by id, slug or name, in any case.
    std::vector<std::string> tags{};
};

/// An upload that is to begin.
struct UploadDraft {
    VideoDraft video;
    std::optional<std::uint64_t> length{};  // Bytes; none: it will be known later.
    std::string file_name{};                // A title if there is none, and nothing else.
    std::string metadata{};                 // tus: Upload-Metadata as it came, to be told again.
};

/// Bytes on their way. The id is that of its video. One that is whole is no row any more, but is
/// still told, so that who did not hear the last answer learns it.
struct Upload {
    VideoId id;
    UserId owner;
    std::string metadata{};
    std::optional<std::uint64_t> length{};
    std::uint64_t offset = 0;  // Durable.
    WallTime expires_at;       // Without another byte.
    WallTime created_at;
    bool is_finished = false;
    std::optional<JobId> job{};  // Of one that is finished.

    bool operator==(const Upload&) const = default;
};

/// What becomes of the offset of an upload: bytes that are durable.
struct Advance {
    VideoId id;
    std::uint64_t from = 0;  // As the writer thinks: another writer's bytes are seen by it.
    std::uint64_t to = 0;
};

/// How much users may upload.
struct UploadLimits {
    std::uint64_t size_max = std::uint64_t{10} * 1024 * 1024 * 1024;
    std::uint64_t quota = std::uint64_t{100} * 1024 * 1024 * 1024;  // Of a user's videos together.
    std::uint32_t unfinished_max = 20;                              // Of a user.
    std::chrono::hours life{24};  // Without a byte. How long it is known to be gone: as long.

    static constexpr std::size_t metadata_bytes_max = 8192;
    static constexpr std::size_t file_name_max = 255;  // Characters.
};

}  // namespace freshet::vod
