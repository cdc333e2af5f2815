#include "serve/api/watching.hpp"

#include "channels/error.hpp"
#include "serve/api/error.hpp"
#include "serve/playback/error.hpp"

namespace freshet::api {

using Playback = playback::Errc;

std::optional<playback::Member> member_of(const Call& call) {
    if (!call.caller) return std::nullopt;
    return playback::Member{.user = call.caller->user, .role = call.caller->role};
}

ErrorCode told(ErrorCode refusal) {
    if (refusal == Playback::hidden) return channels::Errc::stream_not_found;
    if (refusal == Playback::not_signed_in) return Errc::unauthenticated;
    return refusal;
}

}  // namespace freshet::api
