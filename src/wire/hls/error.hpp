#pragma once

#include "base/result.hpp"

namespace freshet::hls {

/// How a playlist breaks RFC 8216.
enum class Errc {
    no_header = 1,  // The first line is not EXTM3U.
    bad_tag,      // A tag that is unknown, twice, in the wrong place, or whose value is malformed.
    missing_tag,  // One that must be there is not.
    bad_order,    // A URI without what must stand before it.
    segment_too_long,  // EXTINF, rounded, is above EXT-X-TARGETDURATION.
    over_limit,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::hls

template <>
struct boost::system::is_error_code_enum<freshet::hls::Errc> : std::true_type {};
