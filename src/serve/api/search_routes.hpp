#pragma once

#include "channels/search.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/video_presenter.hpp"
#include "serve/api/views.hpp"
#include "vod/videos.hpp"

namespace freshet::channels {
BOOST_DESCRIBE_ENUM(SearchKind, streams, channels, videos)
}

namespace freshet::api {

struct SearchRequest {
    std::string q;
    std::optional<channels::SearchKind> type;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "q",
         .about = "Words, in any case and with or without accents; the last may be a beginning.",
         .example = "paint",
         .length_min = 1,
         .length_max = 100},
        {.field = "type", .about = "Only these; all when absent.", .example = "streams"},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(SearchRequest, (), (q, type, page, limit))

enum class FoundType : std::uint8_t { stream, channel, video };
BOOST_DESCRIBE_ENUM(FoundType, stream, channel, video)

struct FoundView {
    FoundType type = FoundType::stream;
    json::Omittable<StreamView> stream{};
    json::Omittable<ChannelView> channel{};
    json::Omittable<VideoView> video{};

    static constexpr json::Rule rules[] = {
        {.field = "type", .about = "Which of the others is there.", .example = "stream"},
    };
};
BOOST_DESCRIBE_STRUCT(FoundView, (), (type, stream, channel, video))

/// One search over all that people look for. Used by all io threads at once; what it refers to
/// outlives it.
class SearchRoutes {
public:
    struct Parts {
        channels::SearchRepository& repository;
        vod::Videos& videos;
        const Presenter& presenter;
        const VideoPresenter& video_presenter;
    };

    explicit SearchRoutes(Parts parts) : parts_(parts) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, SearchRoutes* self);

private:
    asio::awaitable<Reply<ListOf<FoundView>>> search(Call call, SearchRequest input);

    asio::awaitable<std::vector<VideoView>> videos_of(const std::vector<channels::Found>& found,
                                                      Call call);

    Parts parts_;
};

}  // namespace freshet::api
