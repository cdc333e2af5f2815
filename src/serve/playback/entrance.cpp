#include "serve/playback/entrance.hpp"

#include <algorithm>
#include <utility>

#include "net/address_set.hpp"

namespace freshet::playback {

using channels::Spectator;

bool is_client_id(std::string_view text) {
    constexpr std::size_t size_min = 8;
    constexpr std::size_t size_max = 64;
    return text.size() >= size_min && text.size() <= size_max &&
           std::ranges::all_of(text, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-';
           });
}

std::string plain_query_value(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return std::string(pair.substr(equals + 1));
    }
    return {};
}

Result<Ticket> Entrance::enter(StreamId stream, const Visitor& visitor) {
    auto pass = admission_.start(stream, visitor.token);
    if (!pass) return std::unexpected(pass.error());
    Ticket ticket{.pass = *std::move(pass), .watching = {}};
    if (auto who = spectator(*ticket.pass, visitor))
        ticket.watching = viewings_.watch(*std::move(who));
    return ticket;
}

void Entrance::seen(const Pass& pass, const Visitor& visitor,
                    std::chrono::milliseconds believed_max) {
    if (auto who = spectator(pass, visitor)) viewings_.seen(*std::move(who), believed_max);
}

std::optional<Spectator> Entrance::spectator(const Pass& pass, const Visitor& visitor) const {
    const auto access = admission_.access(pass.stream());
    const bool is_user = pass.viewer() != UserId();
    if (!access || (is_user && pass.viewer() == access->owner)) return std::nullopt;
    if (channels::is_robot(visitor.user_agent)) return std::nullopt;

    Spectator who{
        .stream = pass.stream(), .channel = access->channel, .user = pass.viewer(), .viewer = {}};
    if (is_user) {
        who.viewer = names_.of_user(pass.viewer());
    } else if (is_client_id(visitor.client_id)) {
        who.viewer = names_.of_stranger("client " + visitor.client_id);
    } else {
        who.viewer = names_.of_stranger("address " + net::client_key(visitor.peer_ip) + " " +
                                        visitor.user_agent);
    }
    return who;
}

}  // namespace freshet::playback
