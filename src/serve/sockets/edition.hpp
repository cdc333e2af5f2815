#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "serve/sockets/news.hpp"
#include "wire/engineio/packet.hpp"

namespace freshet::sockets {

/// One piece of news as it goes out: numbered, and written once for each dialect, for all clients
/// on all threads. Immutable once it is made.
struct Edition {
    Topic topic;
    Number number = 0;
    std::array<engineio::Wrapped, dialect_count> texts{};  // By Dialect; empty: nothing for it.

    [[nodiscard]] const engineio::Wrapped& in(Dialect dialect) const {
        return texts.at(static_cast<std::size_t>(dialect));
    }
};

using EditionPtr = std::shared_ptr<const Edition>;

[[nodiscard]] EditionPtr make_edition(Topic topic, const News& news, Number number);

/// What a plain WebSocket hears: {"event","data"}.
[[nodiscard]] engineio::Wrapped plain_event(const Event& event);

/// {"ack","data"}.
[[nodiscard]] engineio::Wrapped plain_ack(std::uint64_t ack, std::string_view data);

}  // namespace freshet::sockets
