#include "serve/api/search_routes.hpp"

#include <algorithm>
#include <utility>

namespace freshet::api {

void SearchRoutes::describe(Table& table, SearchRoutes* self) {
    table.add(
        {.path = "/api/search",
         .id = "search",
         .tag = "Search",
         .summary = "Streams, channels and videos: what is on air first, then what fits best"},
        self, &SearchRoutes::search);
}

asio::awaitable<Reply<ListOf<FoundView>>> SearchRoutes::search(Call call, SearchRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    channels::SearchQuery query{.text = std::move(input.q), .kind = input.type};
    const auto found = co_await parts_.repository.search(std::move(query), page);
    const auto videos = co_await videos_of(found.items, call);
    ListOf<FoundView> list{.data = {}, .meta = meta_of(page, found.total)};
    for (const auto& each : found.items) {
        FoundView view;
        if (const auto* stream = std::get_if<channels::Stream>(&each)) {
            view.stream = parts_.presenter.stream(*stream, call);
        } else if (const auto* channel = std::get_if<channels::Channel>(&each)) {
            view.type = FoundType::channel;
            view.channel = parts_.presenter.channel(*channel, call);
        } else {
            const auto video = std::ranges::find(videos, std::get<VideoId>(each), &VideoView::id);
            if (video == videos.end()) continue;  // It has just been removed.
            view.type = FoundType::video;
            view.video = *video;
        }
        list.data.push_back(std::move(view));
    }
    co_return list;
}

asio::awaitable<std::vector<VideoView>> SearchRoutes::videos_of(
    const std::vector<channels::Found>& found, Call call) {
    std::vector<VideoId> ids;
    for (const auto& each : found) {
        if (const auto* id = std::get_if<VideoId>(&each)) ids.push_back(*id);
    }
    if (ids.empty()) co_return std::vector<VideoView>();
    auto videos = co_await parts_.videos.find_all(std::move(ids));
    co_return co_await parts_.video_presenter.videos(std::move(videos), std::move(call));
}

}  // namespace freshet::api
