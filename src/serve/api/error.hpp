#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::api {

/// Why the API itself refuses a request. What the domain refuses has the domain's own Errc.
enum class Errc {
    malformed_request = 1,  // Not what HTTP or JSON say: a broken query, a body that is no object.
    malformed_form,         // A form with files that is cut off, or none.
    unauthenticated,
    forbidden,
    origin_refused,  // A request that brings the cookie from a site that is not ours.
    registration_closed,
    invite_required,
    scope_missing,  // An API token, which may do less than its owner.
    not_found,
    unsupported_media_type,
    validation_failed,  // The Refusal says which fields, and why.
    rate_limited,
    unavailable,
    unknown_event,  // What follows is said to a socket alone.
    not_in_room,
    room_not_named,  // There are several.
    too_many_rooms,
    unknown_command,
    command_malformed,
    upload_locked,  // Somebody else writes to it, and does not let go.
    storage_full,
    file_missing,  // A form that was to bring one.
    internal,
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::api

template <>
struct boost::system::is_error_code_enum<freshet::api::Errc> : std::true_type {};
