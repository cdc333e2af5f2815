#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include <boost/asio/awaitable.hpp>

#include "base/ids.hpp"
#include "base/page.hpp"
#include "channels/channel.hpp"
#include "channels/stream.hpp"

namespace freshet::channels {

namespace asio = boost::asio;

enum class SearchKind : std::uint8_t { streams, channels, videos };

/// What somebody looks for.
struct SearchQuery {
    std::string text;  // Words; all must be there, the last one at least as a beginning.
    std::optional<SearchKind> kind;
};

/// Of a video the id: what more there is of it, its own room knows.
using Found = std::variant<Stream, Channel, VideoId>;

/// Finds what everybody may see by the words in titles, names, tags and descriptions, without
/// regard to case and accents: what is on air first, then what fits best. Nothing in a text is a
/// command. Promises as ChannelRepository.
class SearchRepository {
public:
    virtual ~SearchRepository() = default;

    virtual asio::awaitable<Paged<Found>> search(SearchQuery query, Page page) = 0;
};

}  // namespace freshet::channels
