#pragma once

#include <type_traits>

#include "base/result.hpp"

namespace freshet::channels {

/// Why an act on a channel or a stream is refused.
enum class Errc {
    channel_not_found = 1,
    other_secret,    // The database was made with another SECRET_KEY.
    invalid_fields,  // The Refusal says which, and why.
    handle_taken,
    too_many_channels,
    channel_on_air,   // Its handle stands in the addresses that viewers have.
    default_channel,  // Stays for as long as its owner.
    stream_not_found,
    stream_ended,
    stream_not_scheduled,
    too_many_streams,
    category_not_found,
    category_taken,
    just_stopped,  // Encoders that come back by themselves begin nothing new.
};

ErrorCode make_error_code(Errc code) noexcept;

}  // namespace freshet::channels

template <>
struct boost::system::is_error_code_enum<freshet::channels::Errc> : std::true_type {};
