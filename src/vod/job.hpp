#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "vod/media_facts.hpp"
#include "vod/video.hpp"

namespace freshet::vod {

/// What is being done. `probe` becomes `repackage` or `transcode` in the same row.
enum class JobKind : std::uint8_t { probe, repackage, transcode, thumbnail, delete_ };
enum class JobStatus : std::uint8_t { queued, running, completed, failed };

// The words of the API and of the rows: "probe", "delete", "QUEUED".
[[nodiscard]] std::string_view to_string(JobKind kind);
[[nodiscard]] std::string_view to_string(JobStatus status);
[[nodiscard]] std::optional<JobKind> job_kind_from(std::string_view text);
[[nodiscard]] std::optional<JobStatus> job_status_from(std::string_view text);

/// Background work on a video, as its row says.
struct Job {
    JobId id;  // Rises in the order in which jobs came.
    VideoId video;
    UserId owner;         // The video's.
    std::string title{};  // The video's; empty when it is gone.
    JobKind kind = JobKind::probe;
    JobStatus status = JobStatus::queued;
    std::uint32_t progress = 0;  // 0 to 100.
    std::uint64_t position = 0;  // In the queue, from 1; 0 when it is not QUEUED.
    std::uint32_t attempts = 0;  // That were begun and did not come to an end of their own.
    std::optional<FailureCode> failure{};  // When FAILED.
    std::string hindrance{};               // Why it had to wait last, in English, for the staff.
    std::int32_t priority = 0;
    std::string worker{};                  // Who has it, or had it last.
    std::optional<WallTime> not_before{};  // When it has to wait.
    WallTime created_at;
    WallTime updated_at;
    std::optional<WallTime> finished_at{};

    bool operator==(const Job&) const = default;
};

/// What a `delete` job removes, as its input says.
struct Removal {
    std::vector<std::string> drafts{};    // Keys of what was being uploaded.
    std::vector<std::string> keys{};      // Whole objects,
    std::vector<std::string> prefixes{};  // and all below these.

    bool operator==(const Removal&) const = default;
};

/// All that may be there of a video.
[[nodiscard]] Removal removal_of(VideoId video);

/// JSON, and back: nothing for a text that none of ours could be.
[[nodiscard]] std::string to_input(const Removal& removal);
[[nodiscard]] std::optional<Removal> removal_from(std::string_view input);

/// A job in the hands of one worker. Whoever loses the lease has this still, but no write of it
/// counts: each carries the fence.
struct Claim {
    JobId job;
    std::uint64_t fence = 0;  // Rises over all jobs; the generation of what the worker makes.
    JobKind kind = JobKind::probe;
    VideoId video;
    UserId owner;
    std::string title{};       // The video's; empty when it is gone.
    std::string source_key{};  // Of what was uploaded.
    std::uint64_t source_bytes = 0;
    std::uint64_t played = 0;  // The generation of the video that is played; 0: none.
    std::string input{};       // JSON of its kind, at most JobLimits::input_bytes_max; empty: none.
    std::uint32_t attempts = 1;  // With this one.
};

/// What came of a file.
struct Outcome {
    MediaFacts facts;
    std::vector<Rendition> renditions;  // Of the claim's generation, whatever they say.
    bool has_thumbnail = false;
    std::uint64_t media_bytes = 0;  // Of all that was made.
};

/// What keeps a job from being done, without its file being at fault.
struct Hindrance {
    std::string why;         // For the staff, in English: "the disk is full".
    bool is_outage = false;  // Known to last: this attempt does not count.
};

struct JobLimits {
    static constexpr std::chrono::seconds lease{20};  // A claim is renewed every quarter of it.
    static constexpr std::uint32_t attempts_max = 5;
    static constexpr std::size_t input_bytes_max = 16 * 1024;
    static constexpr std::size_t hindrance_max = 500;  // Characters.
    static constexpr std::chrono::days kept{30};       // When it has ended.

    // What people wait for goes first.
    static constexpr std::int32_t priority_of_uploads = 100;
    static constexpr std::int32_t priority_of_removals = 0;
};

/// How long a job waits that was put off so many times before: 5 s, 30 s, 2 min, 10 min, 1 h.
[[nodiscard]] std::chrono::seconds wait_after(std::uint32_t put_offs);

}  // namespace freshet::vod
