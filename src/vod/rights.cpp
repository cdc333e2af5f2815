#include "vod/rights.hpp"

namespace freshet::vod {

bool is_theirs(const Video& video, const Asker& asker) {
    return asker.is_staff || (asker.user && *asker.user == video.owner);
}

bool may_see(const Video& video, const Asker& asker) {
    return is_theirs(video, asker) || may_watch(video, Ground::none);
}

Ground least_ground(Visibility visibility) {
    return visibility == Visibility::private_ ? Ground::link : Ground::none;
}

bool may_watch(const Video& video, Ground ground) {
    if (video.status != VideoStatus::ready) return false;
    if (ground == Ground::owner) return true;
    return video.is_owner_active && ground >= least_ground(video.visibility);
}

}  // namespace freshet::vod
