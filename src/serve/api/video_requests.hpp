#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/page.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/video_views.hpp"

/// What is asked of videos.
namespace freshet::api {

struct ListVideosRequest {
    std::optional<std::string> q;
    std::optional<std::string> category;
    std::optional<std::string> tag;
    std::optional<std::string> channel;
    std::optional<vod::VideoSort> sort;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "q",
         .about = "In title, tag, handle or username, in any case.",
         .example = "paint",
         .length_max = 100},
        {.field = "category",
         .about = "Only of that category: its slug, name or id, in any case.",
         .example = "art",
         .length_min = 1,
         .length_max = 100},
        {.field = "tag", .about = "Only with that tag, in any case.", .length_max = 100},
        {.field = "channel",
         .about = "Only of that channel: its id or handle.",
         .example = "ada",
         .length_min = 1,
         .length_max = 100},
        {.field = "sort", .about = "`newest` when absent.", .example = "views"},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(ListVideosRequest, (), (q, category, tag, channel, sort, page, limit))

struct MyVideosRequest {
    std::optional<vod::VideoStatus> status;
    std::optional<vod::Visibility> visibility;
    std::optional<std::string> q;
    std::optional<vod::VideoSort> sort;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "status", .about = "Only those; all when absent.", .example = "READY"},
        {.field = "visibility", .about = "Only those; all when absent.", .example = "public"},
        {.field = "q",
         .about = "In title or tag, in any case.",
         .example = "paint",
         .length_max = 100},
        {.field = "sort", .about = "`newest` when absent.", .example = "newest"},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(MyVideosRequest, (), (status, visibility, q, sort, page, limit))

/// A page of the videos of one channel or user.
struct VideosOfRequest {
    std::string id;
    std::optional<vod::VideoSort> sort;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "id", .length_min = 1, .length_max = 100},
        {.field = "sort", .about = "`newest` when absent.", .example = "newest"},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(VideosOfRequest, (), (id, sort, page, limit))

struct ChangeVideoRequest {
    std::string id;
    json::Omittable<std::string> title;
    json::Omittable<std::string> description;
    json::Omittable<vod::Visibility> visibility;
    json::Omittable<std::vector<std::string>> categories;
    json::Omittable<std::vector<std::string>> tags;
    json::Omittable<ChannelId> channel_id;

    static constexpr json::Rule rules[] = {
        {.field = "id", .length_min = 1, .length_max = 100},
        {.field = "title",
         .example = "Ada paints",
         .length_min = 1,
         .length_max = vod::VideoLimits::title_max},
        {.field = "description",
         .example = "Oil, mostly.",
         .length_max = vod::VideoLimits::description_max},
        {.field = "visibility", .example = "public"},
        {.field = "categories",
         .about = "Each by id, slug or name, in any case.",
         .example = R"(["art"])",
         .length_max = vod::VideoLimits::categories_max},
        {.field = "tags",
         .about = "1 to 40 characters each; the same twice is there once.",
         .example = R"(["oil"])",
         .length_max = vod::VideoLimits::tags_max},
        {.field = "channelId", .about = "Where it is shown: one of the owner's channels."},
    };
};
BOOST_DESCRIBE_STRUCT(ChangeVideoRequest, (),
                      (id, title, description, visibility, categories, tags, channel_id))

/// A video, and the secret of a share link by which it may be watched.
struct StreamVideoRequest {
    std::string id;
    std::optional<std::string> share;

    static constexpr json::Rule rules[] = {
        {.field = "id", .length_min = 1, .length_max = 100},
        {.field = "share",
         .about = "The secret of a share link that has no password.",
         .length_min = 1,
         .length_max = 100},
    };
};
BOOST_DESCRIBE_STRUCT(StreamVideoRequest, (), (id, share))

/// Whosever they are: the caller is for who asks to add.
[[nodiscard]] vod::VideoFilter filter_of(MyVideosRequest input);
[[nodiscard]] vod::VideoChanges changes_of(ChangeVideoRequest input);

template <class Request>
[[nodiscard]] Page page_of(const Request& input) {
    return {.number = input.page.value_or(1), .limit = input.limit.value_or(20)};
}

}  // namespace freshet::api
