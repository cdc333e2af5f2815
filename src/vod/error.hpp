#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::vod {

/// Why an act on a video, an upload, a job or a share link is refused.
enum class Errc {
    video_not_found = 1,
    invalid_fields,  // The Refusal says which, and why.
    video_not_ready,
    video_not_failed,  // There is nothing to try again.
    upload_not_found,
    upload_gone,        // It was given up, or had its time.
    upload_moved,       // Its offset is not what the writer thinks.
    upload_incomplete,  // Its offset is not its length.
    length_known,       // It was said already, and was another.
    video_too_large,
    quota_exceeded,
    too_many_uploads,
    job_not_found,
    job_not_failed,
    lease_lost,  // Another worker has the job, or nobody needs it any more.
    link_not_found,
    link_password_required,
    link_password_wrong,
    too_many_links,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::vod

template <>
struct boost::system::is_error_code_enum<freshet::vod::Errc> : std::true_type {};
