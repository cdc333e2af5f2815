#include "serve/api/search_routes.hpp"

#include <utility>

namespace freshet::api {

void SearchRoutes::describe(Table& table, SearchRoutes* self) {
    table.add({.path = "/api/search",
               .id = "search",
               .tag = "Search",
               .summary = "Streams and channels: what is on air first, then what fits best"},
              self, &SearchRoutes::search);
}

asio::awaitable<Reply<ListOf<FoundView>>> SearchRoutes::search(Call call, SearchRequest input) {
    const Page page{.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
    channels::SearchQuery query{.text = std::move(input.q), .kind = input.type};
    const auto found = co_await repository_.search(std::move(query), page);
    ListOf<FoundView> list{.data = {}, .meta = meta_of(page, found.total)};
    for (const auto& each : found.items) {
        auto& view = list.data.emplace_back();
        if (const auto* stream = std::get_if<channels::Stream>(&each)) {
            view.stream = presenter_.stream(*stream, call);
        } else {
            view.type = FoundType::channel;
            view.channel = presenter_.channel(std::get<channels::Channel>(each), call);
        }
    }
    co_return list;
}

}  // namespace freshet::api
