#include "vod/job.hpp"

#include <algorithm>
#include <array>

#include "base/described.hpp"
#include "base/json.hpp"
#include "base/names.hpp"
#include "vod/objects.hpp"

namespace freshet::vod {

BOOST_DESCRIBE_STRUCT(Removal, (), (drafts, keys, prefixes))

namespace {

// In the orders of their enums.
constexpr std::array<std::string_view, 5> kind_names{"probe", "repackage", "transcode", "thumbnail",
                                                     "delete"};
constexpr std::array<std::string_view, 4> status_names{"QUEUED", "RUNNING", "COMPLETED", "FAILED"};

constexpr std::array<std::chrono::seconds, 5> waits{
    std::chrono::seconds(5), std::chrono::seconds(30), std::chrono::minutes(2),
    std::chrono::minutes(10), std::chrono::hours(1)};

}  // namespace

std::string_view to_string(JobKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::string_view to_string(JobStatus status) {
    return status_names[static_cast<std::size_t>(status)];
}

std::optional<JobKind> job_kind_from(std::string_view text) {
    return value_of<JobKind>(kind_names, text);
}

std::optional<JobStatus> job_status_from(std::string_view text) {
    return value_of<JobStatus>(status_names, text);
}

Removal removal_of(VideoId video) {
    return {.drafts = {source_key(video)},
            .keys = {source_key(video)},
            .prefixes = {media_prefix(video), pictures_prefix(video)}};
}

std::string to_input(const Removal& removal) { return json::to_json(removal); }

std::optional<Removal> removal_from(std::string_view input) {
    auto read = json::read<Removal>(input);
    if (!read) return std::nullopt;
    return *std::move(read);
}

std::chrono::seconds wait_after(std::uint32_t put_offs) {
    return waits[std::min<std::size_t>(put_offs, waits.size() - 1)];
}

}  // namespace freshet::vod
