#include "channels/access.hpp"

namespace freshet::channels {

Ground Access::least_ground() const {
    if (visibility == Visibility::private_) return Ground::owner;
    if (audience == Audience::subscribers) return Ground::subscriber;
    if (audience == Audience::followers) return Ground::follower;
    return visibility == Visibility::unlisted ? Ground::link : Ground::none;
}

bool Access::may_stay(Ground ground) const {
    return may_start(ground) || least_ground() == Ground::link;
}

Access access_of(const Stream& stream) {
    return {.channel = stream.channel,
            .owner = stream.owner,
            .visibility = stream.visibility,
            .audience = stream.audience};
}

bool Standing::may_stay(UserId user, const Access& access) const {
    if (!is_member) return false;
    auto ground = follows ? Ground::follower : Ground::link;
    if (subscribes) ground = Ground::subscriber;
    if (is_staff || user == access.owner) ground = Ground::owner;
    return access.may_stay(ground);
}

}  // namespace freshet::channels
