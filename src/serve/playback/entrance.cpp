#include "serve/playback/entrance.hpp"

#include <utility>

namespace freshet::playback {

Result<Ticket> Entrance::enter(StreamId stream, const Visitor& visitor) {
    auto pass = admission_.start(stream, visitor.token);
    if (!pass) return std::unexpected(pass.error());
    Ticket ticket{.pass = *std::move(pass), .watching = {}};
    if (const auto show = show_of(*ticket.pass))
        ticket.watching = turnstile_.watch(*show, ticket.pass->viewer(), visitor);
    return ticket;
}

void Entrance::seen(const Pass& pass, const Visitor& visitor,
                    std::chrono::milliseconds believed_max) {
    if (const auto show = show_of(pass))
        turnstile_.seen(*show, pass.viewer(), visitor, believed_max);
}

std::optional<Show> Entrance::show_of(const Pass& pass) const {
    const auto access = admission_.access(pass.stream());
    if (!access) return std::nullopt;
    return Show{.subject = pass.stream(), .channel = access->channel, .owner = access->owner};
}

}  // namespace freshet::playback
