#include "serve/playback/turnstile.hpp"

#include <utility>

#include "net/address_set.hpp"

namespace freshet::playback {

using channels::Spectator;

channels::Viewings::Watching Turnstile::watch(const Show& show, UserId viewer,
                                              const Visitor& visitor) {
    auto who = spectator(show, viewer, visitor);
    if (!who) return {};
    return viewings_.watch(*std::move(who));
}

void Turnstile::seen(const Show& show, UserId viewer, const Visitor& visitor,
                     std::chrono::milliseconds believed_max) {
    if (auto who = spectator(show, viewer, visitor)) viewings_.seen(*std::move(who), believed_max);
}

void Turnstile::goes_on(const Show& show, UserId viewer, const Visitor& visitor,
                        std::chrono::milliseconds believed_max) {
    if (const auto who = spectator(show, viewer, visitor)) viewings_.goes_on(*who, believed_max);
}

std::optional<Spectator> Turnstile::spectator(const Show& show, UserId viewer,
                                              const Visitor& visitor) const {
    const bool is_user = viewer != UserId();
    if (is_user && viewer == show.owner) return std::nullopt;
    if (channels::is_robot(visitor.user_agent)) return std::nullopt;

    Spectator who{.subject = show.subject, .channel = show.channel, .user = viewer, .viewer = {}};
    if (is_user) {
        who.viewer = names_.of_user(viewer);
    } else if (is_client_id(visitor.client_id)) {
        who.viewer = names_.of_stranger("client " + visitor.client_id);
    } else {
        who.viewer = names_.of_stranger("address " + net::client_key(visitor.peer_ip) + " " +
                                        visitor.user_agent);
    }
    return who;
}

}  // namespace freshet::playback
