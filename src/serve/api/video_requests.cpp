#include "serve/api/video_requests.hpp"

#include <utility>

namespace freshet::api {

vod::VideoFilter filter_of(MyVideosRequest input) {
    return {.hidden_too = true,
            .text = input.q.value_or(""),
            .status = input.status,
            .visibility = input.visibility,
            .sort = input.sort.value_or(vod::VideoSort::newest)};
}

vod::VideoChanges changes_of(ChangeVideoRequest input) {
    return {.title = std::move(input.title),
            .description = std::move(input.description),
            .visibility = input.visibility,
            .categories = std::move(input.categories),
            .tags = std::move(input.tags),
            .channel = input.channel_id};
}

}  // namespace freshet::api
